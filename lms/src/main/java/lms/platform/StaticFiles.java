package lms.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The few files that pages need, read once. */
public final class StaticFiles {
  private static final List<String> NAMES =
      List.of(
          "calls.js",
          "exam-clock.js",
          "exam-dialogs.js",
          "exam-outbox.js",
          "icon.svg",
          "quiz.js",
          "style.css",
          "video.js",
          "waiting.js");

  /** Media types by the ending of a name. */
  private static final Map<String, String> TYPES =
      Map.of(
          "svg", "image/svg+xml",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8");

  /** Adds the routes. */
  public void register(Routes routes) {
    for (String name : NAMES) {
      String type = TYPES.getOrDefault(name.substring(name.indexOf('.') + 1), "");
      Answer answer =
          new Answer(200, type, read(name), List.of())
              .tagged()
              .with("Cache-Control", "public, max-age=3600");
      routes.get("/static/" + name, Access.ANYONE, exchange -> answer);
    }
  }

  private static byte[] read(String name) {
    try (InputStream in = StaticFiles.class.getResourceAsStream("/static/" + name)) {
      if (in == null) {
        throw new IllegalStateException("static/" + name + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
