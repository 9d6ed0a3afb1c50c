package reports.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The style sheet and the scripts that every page carries in itself, and the policy that forbids
 * everything else.
 *
 * @param style the style sheet
 * @param library uPlot, with its licence
 * @param script what draws the charts and moves the keyboard focus in them
 * @param policy the Content-Security-Policy: these three by their hashes, and nothing else
 */
record Assets(String style, String library, String script, String policy) {
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

  /** Reads them from the class path. */
  static Assets load() {
    String style = text(UPLOT + "dist/uPlot.min.css") + "\n" + text("/reports/page/report.css");
    String licence = "/*!\n" + text(UPLOT + "LICENSE").strip() + "\n*/\n";
    String library = licence + text(UPLOT + "dist/uPlot.iife.min.js");
    String script = text("/reports/page/report.js");
    for (String part : List.of(style, library, script)) {
      if (part.contains("</s")) {
        throw new IllegalStateException("an asset of the report page would end its own element");
      }
    }
    String policy =
        "default-src 'none'; script-src %s %s; style-src %s; base-uri 'none'; form-action 'none'"
            .formatted(hash(library), hash(script), hash(style));
    return new Assets(style, library, script, policy);
  }

  /** The style sheet alone, for a page that moves nothing. */
  static Assets withoutScripts() {
    String style = text("/reports/page/report.css");
    String policy =
        "default-src 'none'; style-src %s; base-uri 'none'; form-action 'none'"
            .formatted(hash(style));
    return new Assets(style, "", "", policy);
  }

  private static String text(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("missing on the class path: " + resource);
      }
      // Browsers hash what they parse, in which a line ends with a line feed alone.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
    } catch (IOException e) {
      throw new UncheckedIOException("unreadable on the class path: " + resource, e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
