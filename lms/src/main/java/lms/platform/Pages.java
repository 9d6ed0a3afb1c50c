package lms.platform;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Pages from templates that were compiled with the platform. Thread-safe. */
public final class Pages implements ProblemPages {
  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

  /** Opens the compiled templates, and makes sure that their words are there. */
  public Pages() {
    for (Language language : Language.values()) {
      var _ = Messages.of(language);
    }
    engine.setBinaryStaticContent(true);
  }

  /**
   * The page of {@code template}, for whoever asks.
   *
   * @param model by name; every template also gets {@code visitor}, who may be null, and {@code
   *     text} in the visitor's language
   */
  public byte[] render(Exchange exchange, String template, Map<String, Object> model) {
    return render(exchange.visitor(), exchange.text(), template, model);
  }

  /** The page of {@code template}, for {@code visitor}. */
  public byte[] render(
      @Nullable Person visitor, Text text, String template, Map<String, Object> model) {
    var parameters = new java.util.HashMap<String, @Nullable Object>(model);
    parameters.put("visitor", visitor);
    parameters.put("text", text);
    Utf8ByteOutput output = new Utf8ByteOutput();
    engine.render(template, nullable(parameters), output);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(output.getContentLength());
    try {
      output.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public byte[] problem(Exchange exchange, int status, String detail) {
    return render(exchange, "layout/problem.jte", Map.of("status", status, "detail", detail));
  }

  @Override
  public byte[] signIn(Exchange exchange, UnsentForm unsent) {
    String page = LocalPath.of(exchange.cameFrom(""), "");
    Map<String, Object> model =
        Map.of("problem", "", "email", "", "to", page, "unsent", Optional.of(unsent));
    return render(exchange, "accounts/sign-in.jte", model);
  }

  /** A key for the hidden field of a form that writes. */
  public static String newKey() {
    byte[] bytes = new byte[16];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @SuppressWarnings({"NullAway", "unchecked"}) // jte takes maps with nulls, unannotated.
  private static Map<String, Object> nullable(Map<String, @Nullable Object> parameters) {
    return (Map<String, Object>) (Map<String, ?>) parameters;
  }
}
