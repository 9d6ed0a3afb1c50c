package lms.platform;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A language that the pages speak. */
public enum Language {
  /** British dates and a 24-hour clock, which nobody misreads. */
  ENGLISH("en", Locale.UK, "English"),
  SPANISH("es", Locale.of("es", "ES"), "Español");

  /** The name of the cookie with a visitor's choice, and of the form field that changes it. */
  public static final String COOKIE = "language";

  private static final int ACCEPTED_MAX = 200;
  private static final List<String> TAGS =
      Arrays.stream(values()).map(language -> language.tag).toList();

  private final String tag;
  private final Locale locale;
  private final String ownName;

  Language(String tag, Locale locale, String ownName) {
    this.tag = tag;
    this.locale = locale;
    this.ownName = ownName;
  }

  /** The word for it in HTML, in cookies and in the database, such as {@code es}. */
  public String tag() {
    return tag;
  }

  /** How it writes numbers and dates. */
  public Locale locale() {
    return locale;
  }

  /** Its name in itself. */
  public String ownName() {
    return ownName;
  }

  /** The language with this tag; empty where the pages do not speak it. */
  public static Optional<Language> of(String tag) {
    return Arrays.stream(values()).filter(language -> language.tag.equals(tag)).findFirst();
  }

  /** The best one for an Accept-Language header, English where none fits or it can't be read. */
  static Language accepted(String header) {
    if (header.isBlank() || header.length() > ACCEPTED_MAX) {
      return ENGLISH;
    }
    try {
      String best = Locale.lookupTag(Locale.LanguageRange.parse(header), TAGS);
      return best == null ? ENGLISH : of(best).orElse(ENGLISH);
    } catch (IllegalArgumentException e) {
      return ENGLISH;
    }
  }
}
