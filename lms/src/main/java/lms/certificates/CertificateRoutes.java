package lms.certificates;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lms.platform.Access;
import lms.platform.Answer;
import lms.platform.Cache;
import lms.platform.Database;
import lms.platform.Described;
import lms.platform.Exchange;
import lms.platform.Kept;
import lms.platform.Metrics;
import lms.platform.Pages;
import lms.platform.Parameter;
import lms.platform.Problem;
import lms.platform.Routes;
import lms.platform.Text;
import lms.platform.Words;

/** Certificates as anybody may verify them who was given the code. */
public final class CertificateRoutes {
  private static final int KEPT_MAX = 20_000;
  private static final int CODE_MAX = 32;
  private static final long PRINTED_BYTES_MAX = 8_000_000;
  private static final String KIND = "certificate";

  private final CertificateStore store = new CertificateStore();
  private final Kept<String, Certificate> kept;
  private final Kept<String, byte[]> printed;
  private final Database database;
  private final Cache cache;
  private final Pages pages;
  private final String address;

  /**
   * Certificates in {@code database}; {@code cache} hears of those whose owner has another name.
   *
   * @param address where browsers reach the platform, without a slash at the end
   */
  public CertificateRoutes(
      Database database, Cache cache, Pages pages, Metrics metrics, String address) {
    this.database = database;
    this.cache = cache;
    this.pages = pages;
    this.address = address;
    this.kept = new Kept<>(KIND, KEPT_MAX, certificate -> 1, metrics);
    this.printed = new Kept<>("printed", PRINTED_BYTES_MAX, bytes -> bytes.length, metrics);
    cache.tell(
        KIND,
        new Cache.Holder() {
          @Override
          public void forget(String key) {
            kept.forget(key.substring(KIND.length() + 1));
            printed.forgetAll();
          }

          @Override
          public void forgetAll() {
            kept.forgetAll();
            printed.forgetAll();
          }
        });
  }

  /** Shows a certificate anew, in every pod, after its owner's name changed. */
  public static void changed(Cache cache, String code) {
    cache.forget(KIND + ':' + code);
  }

  /** Adds the routes of this feature. */
  public void register(Routes routes) {
    routes
        .get("/certificates/{code}", Access.ANYONE, this::page)
        .get("/certificates/{code}/code.svg", Access.ANYONE, this::qrCode)
        .get("/certificates/{code}/certificate.pdf", Access.ANYONE, this::pdf)
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
    Certificate certificate = found(exchange);
    boolean prints =
        CertificateFont.prints(certificate.userName())
            && CertificateFont.prints(certificate.courseTitle());
    Map<String, Object> model =
        Map.of("certificate", certificate, "address", link(certificate), "prints", prints);
    return Answer.page(200, pages.render(exchange, "certificates/certificate.jte", model));
  }

  private String link(Certificate certificate) {
    return address + "/certificates/" + certificate.code();
  }

  private Answer qrCode(Exchange exchange) {
    return Answer.of("image/svg+xml", QrCode.of(link(found(exchange))).svg());
  }

  private Answer pdf(Exchange exchange) {
    Certificate certificate = found(exchange);
    Text text = exchange.text();
    byte[] bytes =
        printed
            .get(
                String.join(" ", certificate.code(), text.language(), text.zone().getId()),
                () -> Optional.of(PrintedCertificate.of(certificate, link(certificate), text)))
            .orElseThrow();
    return Answer.of("application/pdf", bytes)
        .with(
            "Content-Disposition",
            "inline; filename=\"certificate-" + certificate.code() + ".pdf\"");
  }

  /** By the code as it is printed; who types it may use small letters. */
  private Certificate found(Exchange exchange) {
    String code = exchange.pathText("code").toUpperCase(Locale.ROOT);
    if (code.length() > CODE_MAX || !code.matches("[!-~]+")) {
      throw unknown();
    }
    Supplier<Optional<Certificate>> stored =
        () -> database.reading(statements -> store.find(statements, code));
    return (cache.hears() ? kept.get(code, stored) : stored.get())
        .orElseThrow(CertificateRoutes::unknown);
  }

  private static Problem unknown() {
    return Problem.notFound(Words.of("certificates.unknown"));
  }
}
