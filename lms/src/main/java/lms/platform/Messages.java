package lms.platform;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * All messages of one language, read when the platform starts: what is wrong with them stops it.
 * Immutable.
 */
final class Messages {
  private static final String FOLDER = "messages";
  private static final String ENDING = ".properties";

  /** An apostrophe begins a quotation in a pattern, which nobody means who writes "can't". */
  private static final Pattern QUOTED = Pattern.compile("''|'[{}]+'");

  private static final Map<Language, Messages> ALL = read();

  private final Map<String, MessageFormat> formats;

  /** What messages say into which nothing goes: most of them, and up to fifty a page. */
  private final Map<String, String> plain = new HashMap<>();

  private Messages(Map<String, MessageFormat> formats) {
    this.formats = formats;
    formats.forEach(
        (key, format) -> {
          if (format.getFormatsByArgumentIndex().length == 0) {
            plain.put(key, format.format(new Object[0]));
          }
        });
  }

  static Messages of(Language language) {
    return java.util.Objects.requireNonNull(ALL.get(language));
  }

  /** The keys of all messages, which are the same in each language. */
  Set<String> keys() {
    return formats.keySet();
  }

  /** The pattern behind a key. */
  String pattern(String key) {
    return known(key).toPattern();
  }

  String format(String key, Object... arguments) {
    String said = plain.get(key);
    if (said != null) {
      return said;
    }
    // Formats are not thread-safe; a copy costs less than to read the pattern again.
    return ((MessageFormat) known(key).clone()).format(arguments);
  }

  private MessageFormat known(String key) {
    MessageFormat format = formats.get(key);
    if (format == null) {
      throw new IllegalArgumentException("there is no message " + key);
    }
    return format;
  }

  private static Map<Language, Messages> read() {
    List<String> features = features();
    Map<Language, Messages> all = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      Map<String, MessageFormat> formats = new TreeMap<>();
      features.forEach(feature -> read(feature, language, formats));
      all.put(language, new Messages(formats));
    }
    demandSameKeys(all);
    return all;
  }

  private static void demandSameKeys(Map<Language, Messages> all) {
    Set<String> lacking = new TreeSet<>();
    all.values().forEach(messages -> lacking.addAll(messages.keys()));
    Set<String> everywhere = new TreeSet<>(lacking);
    all.values().forEach(messages -> everywhere.retainAll(messages.keys()));
    lacking.removeAll(everywhere);
    if (!lacking.isEmpty()) {
      throw new IllegalStateException("messages that one language lacks: " + lacking);
    }
  }

  private static void read(String feature, Language language, Map<String, MessageFormat> formats) {
    String name = feature + (language == Language.ENGLISH ? "" : '_' + language.tag()) + ENDING;
    Properties properties = new Properties();
    try {
      properties.load(
          new StringReader(
              new String(Resources.bytes(FOLDER + '/' + name), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (String key : properties.stringPropertyNames()) {
      if (!key.startsWith(feature + '.')) {
        throw new IllegalStateException(
            "%s has %s: its keys begin with %s.".formatted(name, key, feature));
      }
      formats.put(key, format(key, properties.getProperty(key), language));
    }
  }

  private static MessageFormat format(String key, String pattern, Language language) {
    if (QUOTED.matcher(pattern).replaceAll("").contains("'")) {
      throw new IllegalStateException(key + " has an apostrophe: write it twice");
    }
    try {
      return new MessageFormat(pattern, language.locale());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(key + " is no pattern: " + pattern, e);
    }
  }

  private static List<String> features() {
    return Resources.names(FOLDER).stream()
        .filter(name -> name.endsWith(ENDING) && !name.contains("_"))
        .map(name -> name.substring(0, name.length() - ENDING.length()))
        .toList();
  }
}
