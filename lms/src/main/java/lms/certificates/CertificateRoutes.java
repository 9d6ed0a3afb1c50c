package lms.certificates;

import java.util.Locale;
import java.util.Map;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Kept;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Parameter;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Words;

/** Certificates as anybody may verify them who was given the code. */
public final class CertificateRoutes {
  private static final int KEPT_MAX = 20_000;
  private static final int CODE_MAX = 32;

  private final CertificateStore store = new CertificateStore();
  private final Kept<String, Certificate> kept;
  private final Database database;
  private final Pages pages;

  /** Certificates in {@code database}. */
  public CertificateRoutes(Database database, Pages pages, Metrics metrics) {
    this.database = database;
    this.pages = pages;
    this.kept = new Kept<>("certificate", KEPT_MAX, certificate -> 1, metrics);
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/certificates/{code}", Access.ANYONE, this::page)
        .get("/api/certificates/{code}", Access.ANYONE, this::certificate)
        .describedAs(
            Described.as("Verifies a certificate")
                .path("code", Parameter.text(1, CODE_MAX), "the code as it is printed")
                .answers(200, Certificate.class, "who completed what and when"));
  }

  private Answer certificate(Exchange exchange) {
    return Answer.json(200, found(exchange));
  }

  private Answer page(Exchange exchange) {
    Map<String, Object> model = Map.of("certificate", found(exchange));
    return Answer.page(200, pages.render(exchange, "certificates/certificate.jte", model));
  }

  /** By the code as it is printed; who types it may use small letters. */
  private Certificate found(Exchange exchange) {
    String code = exchange.pathText("code").toUpperCase(Locale.ROOT);
    if (code.length() > CODE_MAX || !code.matches("[!-~]+")) {
      throw unknown();
    }
    return kept.get(code, () -> database.reading(statements -> store.find(statements, code)))
        .orElseThrow(CertificateRoutes::unknown);
  }

  private static Problem unknown() {
    return Problem.notFound(Words.of("certificates.unknown"));
  }
}
