package chaos.cut;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HttpRequestsTest {
  private static final String TWO =
      "POST /api/courses/7/enrolment HTTP/1.1\r\nHost: x\r\nContent-Length: 14\r\n\r\nGET / HTTP/1.1"
          + "GET /courses HTTP/1.1\r\nHost: x\r\n\r\n";

  @Test
  void findsRequestsAndTakesNoBodyForOneHoweverTheBytesAreCutIntoPieces() {
    byte[] bytes = TWO.getBytes(StandardCharsets.US_ASCII);
    for (int piece = 1; piece <= bytes.length; piece++) {
      List<String> found = new ArrayList<>();
      var requests = new HttpRequests(found::add);
      for (int from = 0; from < bytes.length; from += piece) {
        byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece));
        requests.take(part, part.length);
      }
      assertThat(found)
          .as("pieces of %d bytes", piece)
          .containsExactly("POST /api/courses/7/enrolment", "GET /courses");
    }
  }
}
