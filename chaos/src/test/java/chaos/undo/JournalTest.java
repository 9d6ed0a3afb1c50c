package chaos.undo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final String DEAD = "1-1-1-00000000";

  @TempDir Path folder;

  @Test
  void isReadAsItWasWrittenWithEveryKindOfUndo() throws Exception {
    List<Undo> undos =
        List.of(
            new Undo.ContinueProcess(1, 2),
            new Undo.EndProcess(3, 4),
            new Undo.ResetProxy(URI.create("http://127.0.0.1:8474"), "redis", "127.0.0.1:6379"),
            new Undo.RemoveToxic(URI.create("http://127.0.0.1:8474"), "redis", "a"),
            new Undo.RemoveRule("net:[4026531840]", List.of("INPUT", "-j", "DROP")),
            new Undo.WriteFile(Path.of("/sys/fs/cgroup/cpu.max"), "max 100000"),
            new Undo.RemoveFile(Path.of("/tmp/filler")),
            new Undo.RunCommand(List.of("true"), List.of()));
    Journal journal = Journal.begin(folder, "run");

    int entry = journal.plan("pod-frozen at pod-1", undos);

    assertThat(read(journal).open())
        .containsExactly(new JournalFile.Open(entry, "pod-frozen at pod-1", undos));
  }

  @Test
  void isOpenUntilTheEntryIsUndoneAndGoneWhenAllAre() throws Exception {
    Journal journal = Journal.begin(folder, "run");
    int first = journal.plan("one", List.of());
    int second = journal.plan("two", List.of());
    journal.injected(first);
    journal.injected(second);

    journal.undone(first);
    journal.close();
    assertThat(read(journal).open()).extracting(JournalFile.Open::number).containsExactly(second);

    journal.undone(second);
    journal.close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void survivesALastLineThatWasTorn() throws Exception {
    Journal journal = Journal.begin(folder, "run");
    int first = journal.plan("one", List.of());
    Files.writeString(journal.path(), "{\"schema\":2,\"entry\":2,\"st", StandardOpenOption.APPEND);
    assertThat(read(journal).open()).hasSize(1);
    assertThat(read(journal).damaged()).isEmpty();

    journal.undone(first);

    assertThat(read(journal).open()).isEmpty();
    assertThat(read(journal).damaged()).isEmpty();
  }

  @Test
  void tellsALineThatNobodyCanReadAndKeepsItsFile() throws Exception {
    Path file =
        deadJournal(
            """
            {"schema":2,"entry":1,"state":"planned"}
            scribble
            """);

    List<String> left = new Journals(folder).undo(false, _ -> {});

    assertThat(left).singleElement().asString().startsWith("line 2 can't be read");
    assertThat(file).exists();
  }

  @Test
  void isUndoneByAnotherProcessWhenItsOwnHasEndedTheLastFirst() throws Exception {
    Path file = deadJournal(planned(1, remove("a"), remove("b")) + planned(2, remove("c")));
    List<String> said = new ArrayList<>();

    List<String> left = new Journals(folder).undo(false, said::add);

    assertThat(left).isEmpty();
    assertThat(said).hasSize(4);
    assertThat(said.get(1)).contains("fault 2").contains("remove " + folder.resolve("c"));
    assertThat(file).doesNotExist();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isLeftAloneWhileItsProcessLivesUnlessForced() throws Exception {
    Journal journal = Journal.begin(folder, "run");
    Path file = Files.createFile(folder.resolve("a"));
    journal.plan("fault", List.of(new Undo.RemoveFile(file)));
    List<String> said = new ArrayList<>();

    new Journals(folder).undo(false, said::add);
    assertThat(file).exists();
    assertThat(said).containsExactly("run run lives and undoes its own faults");

    new Journals(folder).undo(true, said::add);
    assertThat(file).doesNotExist();
  }

  @Test
  void keepsWhatCouldNotBeUndoneForTheNextTry() throws Exception {
    Path gate = folder.resolve("gate");
    deadJournal(
        planned(
            1,
            "{\"kind\":\"run-command\",\"command\":[\"test\",\"-e\",\"%s\"],\"look\":[]}"
                .formatted(gate)));
    var journals = new Journals(folder);
    assertThat(journals.undo(false, _ -> {})).singleElement().asString().contains("test failed");

    Files.createFile(gate);

    assertThat(journals.undo(false, _ -> {})).isEmpty();
    assertThat(journals.undo(false, _ -> {})).isEmpty();
  }

  private Path deadJournal(String content) throws Exception {
    Path file = folder.resolve(DEAD + ".run" + JournalFile.END);
    return Files.writeString(file, content);
  }

  private String remove(String name) throws Exception {
    Path file = Files.createFile(folder.resolve(name));
    return "{\"kind\":\"remove-file\",\"file\":\"%s\"}".formatted(file.toUri());
  }

  private static String planned(int entry, String... undos) {
    String head = "{\"schema\":2,\"entry\":%d,\"state\":\"planned\",\"what\":\"fault %d\",";
    return (head + "\"undos\":[%s]}%n").formatted(entry, entry, String.join(",", undos));
  }

  private static JournalFile.Content read(Journal journal) throws Exception {
    return new JournalFile(journal.path()).read();
  }
}
