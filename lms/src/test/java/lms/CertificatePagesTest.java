package lms;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Certificates as different people read them. */
final class CertificatePagesTest {
  private static final LmsServer server = new LmsServer();

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The path of the certificate that somebody earns. */
  private static String earned(String code, Learner learner) {
    TaughtCourse course = TaughtCourse.in(server, code, 1, TaughtCourse.Rules.NONE);
    learner.enrol(course.id()).expect(201);
    course.pass(learner, learner.start(course.quiz()), 1);
    long lesson = course.lessons().getFirst();
    return "/certificates/"
        + learner.complete(lesson).expect(200).json().path("certificate").asText();
  }

  private static void rename(Learner learner, String name, String zone) {
    learner
        .api(
            "PUT",
            "/profile",
            "{\"name\":\"%s\",\"language\":\"en\",\"timeZone\":\"%s\"}".formatted(name, zone))
        .expect(200);
  }

  private static String printed(String path, String cookie) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address() + path))
            .header("Cookie", cookie)
            .build();
    try (HttpClient client = HttpClient.newHttpClient();
        PDDocument document =
            Loader.loadPDF(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body())) {
      return new PDFTextStripper().getText(document);
    }
  }

  @Test
  void arePrintedWithTheDayOfWhoeverReadsThem() throws Exception {
    Learner learner = Learner.registered(server, "zoned");
    rename(learner, "zoned", "Pacific/Kiritimati");
    String pdf = earned("HR-9301", learner) + "/certificate.pdf";
    server.database.inTransaction(
        transaction ->
            transaction.run(
                "UPDATE certificates SET issued_at = '2026-03-01 12:00:00' WHERE user_id = ?",
                learner.id()));

    assertThat(printed(pdf, "language=en")).contains("Issued: 1 Mar 2026");
    assertThat(printed(pdf, learner.cookie())).contains("Issued: 2 Mar 2026");
    assertThat(printed(pdf, "language=en")).contains("Issued: 1 Mar 2026");
  }

  @Test
  void sayWhereTheirPdfLacksLetters() {
    Learner learner = Learner.registered(server, "writes");
    String certificate = earned("HR-9302", learner);
    assertThat(learner.page(certificate).body()).doesNotContain("question marks");

    rename(learner, "李 Wei", "");

    assertThat(learner.page(certificate).body()).contains("李 Wei").contains("question marks");
  }
}
