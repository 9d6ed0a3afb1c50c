package lms.platform;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request and who sends it. Belongs to one thread. */
public final class Exchange {
  private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
  private static final int KEY_LENGTH_MAX = 64;

  /** Bytes of the largest body that is taken. */
  static final int BODY_BYTES_MAX = 256 * 1024;

  private final ServerRequest request;
  private final @Nullable Person person;
  private final String address;
  private byte @Nullable [] body;
  private @Nullable Map<String, String> form;
  private @Nullable Text text;

  Exchange(ServerRequest request, @Nullable Person person, String address) {
    this.request = request;
    this.person = person;
    this.address = address;
  }

  /** Who is signed in; only where the route's {@link Access} demands it. */
  public Person person() {
    if (person == null) {
      throw Problem.notSignedIn(Words.of("platform.sign-in-first"));
    }
    return person;
  }

  /** Where the request comes from, as far as can be known: many people may share it. */
  public String address() {
    return address;
  }

  /** Who is signed in, or null. */
  public @Nullable Person visitor() {
    return person;
  }

  /**
   * Words for who reads the answer: in the language of the person's own choice, else of the cookie,
   * else of the browser.
   */
  public Text text() {
    Text known = text;
    if (known == null) {
      known = new Text(language(), zone());
      text = known;
    }
    return known;
  }

  /**
   * Words for a program in the language that it asks for, as the scripts of pages do; null where it
   * asks for none, and gets English.
   */
  @Nullable Text askedFor() {
    String asked = request.headers().first(HeaderNames.ACCEPT_LANGUAGE).orElse("");
    return asked.isEmpty() ? null : new Text(Language.accepted(asked), zone());
  }

  private ZoneId zone() {
    return person == null || person.zone() == null ? ZoneOffset.UTC : person.zone();
  }

  private Language language() {
    return Optional.ofNullable(person)
        .map(Person::language)
        .or(() -> Language.of(cookie(Language.COOKIE)))
        .orElseGet(
            () ->
                Language.accepted(request.headers().first(HeaderNames.ACCEPT_LANGUAGE).orElse("")));
  }

  /** The address of this platform's page that the request came from, or {@code otherwise}. */
  public String cameFrom(String otherwise) {
    // Of the Referer only path and query: what follows can't lead to another site.
    try {
      URI referer = new URI(request.headers().first(HeaderNames.REFERER).orElse(""));
      String path = String.valueOf(referer.getRawPath());
      String query = referer.getRawQuery();
      return LocalPath.of(query == null ? path : path + '?' + query, otherwise);
    } catch (URISyntaxException e) {
      return otherwise;
    }
  }

  /** Where to sign in, to come back to this page, or to the one whose form was sent. */
  String signInPath() {
    boolean shown = request.prologue().method().equals(Method.GET);
    String query = request.query().rawValue();
    String page =
        shown ? request.path().rawPath() + (query.isEmpty() ? "" : '?' + query) : cameFrom("");
    return LocalPath.leadingOn("/sign-in", LocalPath.of(page, ""));
  }

  /** A number in the path; anything else is a page that does not exist. */
  public long pathNumber(String name) {
    String text = pathText(name);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Problem.nothingHere();
    }
  }

  /** A text in the path. */
  public String pathText(String name) {
    return request.path().pathParameters().get(name);
  }

  /** A query parameter, or {@code otherwise}. */
  public String query(String name, String otherwise) {
    return request.query().first(name).orElse(otherwise);
  }

  /** A query parameter without the white space around it; 400 where it is longer than that. */
  public String queryText(String name, int lengthMax) {
    String text = query(name, "").strip();
    if (text.length() > lengthMax) {
      throw Problem.malformed(Words.of("platform.query-long", name, lengthMax));
    }
    return text;
  }

  /** A numeric query parameter, or {@code otherwise}; 400 where it is not a number. */
  public long queryNumber(String name, long otherwise) {
    String text = query(name, "");
    try {
      return text.isEmpty() ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Problem.malformed(Words.of("platform.no-number", name, text));
    }
  }

  /**
   * A query parameter that is one of {@code words}, or {@code otherwise}; 400 for anything else.
   */
  public String choice(String name, List<String> words, String otherwise) {
    String word = query(name, "");
    if (!word.isEmpty() && !words.contains(word)) {
      throw Problem.malformed(Words.of("platform.no-choice", name, word, String.join(", ", words)));
    }
    return word.isEmpty() ? otherwise : word;
  }

  /** A cookie's value, or the empty text. */
  public String cookie(String name) {
    var cookies = request.headers().cookies();
    return cookies.contains(name) ? cookies.get(name) : "";
  }

  /** The JSON body; 400 unless it is declared as application/json, which no form can do. */
  public <T> T json(Class<T> type) {
    if (!isJson()) {
      String declared = contentType().isEmpty() ? "nothing" : contentType();
      throw Problem.malformed("Content-Type is " + declared + ": send application/json");
    }
    return Json.request(body(), type);
  }

  /** What the body is declared as, as it was sent; the empty text where nothing is said. */
  String contentType() {
    return request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
  }

  boolean isJson() {
    return isOf("application/json");
  }

  private boolean isOf(String mediaType) {
    String bare = contentType().split(";", 2)[0].strip();
    return bare.equalsIgnoreCase(mediaType);
  }

  /** A field of the form that was sent, or the empty text. */
  public String field(String name) {
    return form().getOrDefault(name, "");
  }

  /** All fields of the form that was sent. */
  public Map<String, String> form() {
    Map<String, String> fields = form;
    if (fields == null) {
      fields = parsed(new String(body(), StandardCharsets.UTF_8));
      form = fields;
    }
    return fields;
  }

  /** The key of this write: the header of the API, the hidden field of a page's form. */
  public String idempotencyKey() {
    String key =
        request.headers().first(IDEMPOTENCY_KEY).orElseGet(() -> isForm() ? field("key") : "");
    if (key.isEmpty()
        || key.length() > KEY_LENGTH_MAX
        || !key.chars().allMatch(c -> c > 32 && c < 127)) {
      throw Problem.malformed(Words.of("platform.key-missing"));
    }
    return key;
  }

  /** Whether who asks has already what this ETag names. The edge's compression weakens tags. */
  boolean has(String tag) {
    return !tag.isEmpty()
        && request.headers().values(HeaderNames.IF_NONE_MATCH).stream()
            .flatMap(sent -> Arrays.stream(sent.split(",", -1)))
            .map(sent -> sent.strip().replaceFirst("^W/", ""))
            .anyMatch(sent -> sent.equals(tag) || sent.equals("*"));
  }

  /**
   * The address of this request with {@code cursor} set to {@code value}: the next page; null where
   * there is none.
   */
  public @Nullable String nextPage(String cursor, @Nullable Long value) {
    if (value == null) {
      return null;
    }
    StringBuilder address = new StringBuilder(request.path().rawPath());
    address.append('?').append(cursor).append('=').append(value);
    for (String name : request.query().names()) {
      if (!name.equals(cursor)) {
        for (String each : request.query().all(name)) {
          address.append('&').append(encoded(name)).append('=').append(encoded(each));
        }
      }
    }
    return address.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The path that was asked for, without a query. */
  String path() {
    return request.path().rawPath();
  }

  /** Whether a page of this platform sent it. */
  boolean isOfOwnPage() {
    return Forgery.isOfOwnPage(request);
  }

  /** Whether a program asks, not a browser for a page. */
  boolean isApi() {
    return request.path().path().startsWith("/api/");
  }

  /** Whether this is a page's form. */
  public boolean isForm() {
    return isOf("application/x-www-form-urlencoded");
  }

  /** Method, path and body: what makes two requests the same. */
  String fingerprint() {
    String content =
        isForm()
            ? new java.util.TreeMap<>(form()).toString()
            : new String(body(), StandardCharsets.UTF_8);
    return request.prologue().method().text() + ' ' + request.path().path() + '\n' + content;
  }

  byte[] body() {
    byte[] bytes = body;
    if (bytes == null) {
      bytes = request.content().hasEntity() ? read() : new byte[0];
      body = bytes;
    }
    return bytes;
  }

  private byte[] read() {
    if (request.headers().contentLength().orElse(0) > BODY_BYTES_MAX) {
      throw Problem.tooLarge(BODY_BYTES_MAX / 1024);
    }
    // Not closed: that would wait for the rest of what is too large or broken.
    InputStream in = request.content().inputStream();
    try {
      byte[] bytes = in.readNBytes(BODY_BYTES_MAX + 1);
      if (bytes.length > BODY_BYTES_MAX) {
        throw Problem.tooLarge(BODY_BYTES_MAX / 1024);
      }
      return bytes;
    } catch (IOException | NumberFormatException | RequestException e) {
      // The web server could not make out where the body ends, so that nothing can follow it.
      throw ProtocolErrors.problem(e instanceof RequestException r ? r.status().code() : 400);
    }
  }

  private static Map<String, String> parsed(String form) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String name = decoded(pair.substring(0, equals));
        // Several boxes of one name are one value, as the API writes them.
        fields.merge(name, decoded(pair.substring(equals + 1)), (a, b) -> a + ',' + b);
      }
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.malformed(Words.of("platform.form-encoding"));
    }
  }
}
