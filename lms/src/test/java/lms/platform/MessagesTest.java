package lms.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The messages against what uses them. That each is in every language, and can be read, is what the
 * platform itself demands when it starts.
 */
final class MessagesTest {
  private static final Messages english = Messages.of(Language.ENGLISH);
  private static final Messages spanish = Messages.of(Language.SPANISH);

  /** A key, or the beginning of keys that something is added to. */
  private static final Pattern LITERAL =
      Pattern.compile(
          "\"((?:" + String.join("|", features()) + ")\\.[a-z0-9-]*)\"(\\s*\\+)?",
          Pattern.MULTILINE);

  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d+)");

  /** Words that are the same in both languages. */
  private static final Set<String> SAME = Set.of();

  private static Set<String> features() {
    return english.keys().stream()
        .map(key -> key.substring(0, key.indexOf('.')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void haveEveryKeyThatPagesAndCodeUse() throws IOException {
    assertThat(used().filter(key -> !english.keys().contains(key))).isEmpty();
    assertThat(beginnings().filter(start -> english.keys().stream().noneMatch(startsWith(start))))
        .isEmpty();
  }

  @Test
  void haveNoKeyThatNothingUses() throws IOException {
    Set<String> used = used().collect(Collectors.toSet());
    List<String> beginnings = beginnings().toList();

    assertThat(english.keys())
        .filteredOn(key -> !used.contains(key))
        .filteredOn(key -> beginnings.stream().noneMatch(key::startsWith))
        .isEmpty();
  }

  /** Of two lines with one key the last is said, and the first is somebody's mistake. */
  @Test
  void standOnceEach() throws IOException {
    for (Path file : sources(Path.of("src", "main", "resources", "messages")).toList()) {
      assertThat(read(file).lines().filter(line -> line.contains("=")))
          .extracting(line -> line.substring(0, line.indexOf('=')))
          .as(file.toString())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void areTranslated() {
    assertThat(english.keys())
        .filteredOn(key -> !SAME.contains(key))
        .filteredOn(key -> english.pattern(key).equals(spanish.pattern(key)))
        .isEmpty();
  }

  @Test
  void sayTheSameThingsInBothLanguages() {
    for (String key : english.keys()) {
      assertThat(arguments(spanish.pattern(key)))
          .as(key)
          .isEqualTo(arguments(english.pattern(key)));
    }
  }

  private static Set<String> arguments(String pattern) {
    return ARGUMENT.matcher(pattern).results().map(found -> found.group(1)).collect(toSortedSet());
  }

  private static java.util.stream.Collector<String, ?, Set<String>> toSortedSet() {
    return Collectors.toCollection(TreeSet::new);
  }

  private static java.util.function.Predicate<String> startsWith(String start) {
    return key -> key.startsWith(start);
  }

  private static Stream<String> used() throws IOException {
    return literals().filter(found -> found.group(2) == null).map(found -> found.group(1));
  }

  private static Stream<String> beginnings() throws IOException {
    return literals().filter(found -> found.group(2) != null).map(found -> found.group(1));
  }

  private static Stream<MatchResult> literals() throws IOException {
    return Stream.concat(
            sources(Path.of("src", "main", "java")), sources(Path.of("src", "main", "jte")))
        .flatMap(file -> LITERAL.matcher(read(file)).results());
  }

  private static Stream<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList().stream();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
