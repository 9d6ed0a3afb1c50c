package lms.platform;

import java.util.List;

/** What a route answers, before it is on the wire. The body's bytes go there as they are. */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, String contentType, byte[] body, List<Header> headers) {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json";

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

  /** The same answer with one more header. */
  public Answer with(String name, String value) {
    var more = new java.util.ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Answer(status, contentType, body, List.copyOf(more));
  }
}
