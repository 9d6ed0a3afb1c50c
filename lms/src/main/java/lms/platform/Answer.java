package lms.platform;

import java.io.OutputStream;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a route answers, before it is on the wire. The body's bytes go there as they are. */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(
    int status, String contentType, byte[] body, List<Header> headers, @Nullable Stream stream) {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json";

  /** An answer whose bytes are all there. */
  public Answer(int status, String contentType, byte[] body, List<Header> headers) {
    this(status, contentType, body, headers, null);
  }

  /** Writes a body while it is made, because it may be large. */
  @FunctionalInterface
  public interface Stream {
    /** Writes the whole body; what it throws breaks the answer off. */
    void to(OutputStream out);
  }

  /** A body of any type that is written while it is made. */
  public static Answer stream(String contentType, Stream stream) {
    return new Answer(200, contentType, new byte[0], List.of(), stream);
  }

  /** One more header. */
  public record Header(String name, String value) {}

  /** A page. */
  public static Answer page(int status, byte[] html) {
    return new Answer(status, HTML, html, List.of());
  }

  /** A value of the JSON API. */
  public static Answer json(int status, Object value) {
    return new Answer(status, JSON, Json.bytes(value), List.of());
  }

  /** JSON that is bytes already. */
  public static Answer json(int status, byte[] value) {
    return new Answer(status, JSON, value, List.of());
  }

  /** Bytes of any other type. */
  public static Answer of(String contentType, byte[] body) {
    return new Answer(200, contentType, body, List.of());
  }

  /** Done, nothing to say. */
  public static Answer nothing() {
    return new Answer(204, "", new byte[0], List.of());
  }

  /** After a form: go and look at {@code path}. */
  public static Answer seeOther(String path) {
    return new Answer(303, "", new byte[0], List.of(new Header("Location", path)));
  }

  /** The same with an ETag of its bytes: to who has them already, they are not sent again. */
  public Answer tagged() {
    return with("ETag", '"' + HexFormat.of().formatHex(Sha256.of(body), 0, 12) + '"');
  }

  /** The same with a Link to the page that follows, where there is one; RFC 8288. */
  public Answer withNext(@Nullable String address) {
    return address == null ? this : with("Link", '<' + address + ">; rel=\"next\"");
  }

  /** The first header of this name, or the empty text. */
  String header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst()
        .orElse("");
  }

  /** What is left of it for who has it already. */
  Answer notModified() {
    return new Answer(304, "", new byte[0], headers);
  }

  /** The same answer with one more header. */
  public Answer with(String name, String value) {
    var more = new java.util.ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Answer(status, contentType, body, List.copyOf(more), stream);
  }
}
