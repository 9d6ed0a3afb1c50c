package lms.platform;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The few files that pages need, read once: all of the folder {@code static}.
 *
 * <p>Pages name a file together with the version of all of them, as scripts do that import others,
 * so that browsers keep it for good and ask for a new one at once. During a rollout a pod may be
 * asked for the version of another; it gives what it has, and nobody keeps that for long.
 */
public final class StaticFiles {
  private static final String FOLDER = "static";
  private static final String CACHE_CONTROL = "Cache-Control";
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private static final Pattern IMPORT =
      Pattern.compile("^(import .*\"\\./[a-z0-9-]+\\.js)(\";)$", Pattern.MULTILINE);

  private static final Map<String, byte[]> FILES = read();
  private static final String VERSION = version(FILES);

  /**
   * Where pages find a file.
   *
   * @throws IllegalArgumentException where there is none with this name
   */
  public static String address(String name) {
    if (!FILES.containsKey(name)) {
      throw new IllegalArgumentException("there is no file static/" + name);
    }
    return "/" + FOLDER + '/' + name + "?v=" + VERSION;
  }

  /** Adds the routes. */
  public void register(Routes routes) {
    FILES.forEach(
        (name, bytes) -> {
          Answer answer = answer(name, bytes);
          routes.get(
              "/" + FOLDER + '/' + name,
              Access.ANYONE,
              exchange -> answer.with(CACHE_CONTROL, kept(exchange.query("v", ""))));
        });
  }

  private static Answer answer(String name, byte[] bytes) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    String type = TYPES.get(ending);
    if (type == null) {
      throw new IllegalStateException("static/" + name + " has no known type");
    }
    byte[] content = ending.equals("js") ? importing(bytes) : bytes;
    return new Answer(200, type, content, List.of()).tagged();
  }

  private static byte[] importing(byte[] script) {
    return IMPORT
        .matcher(new String(script, StandardCharsets.UTF_8))
        .replaceAll("$1?v=" + VERSION + "$2")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String kept(String asked) {
    if (asked.equals(VERSION)) {
      return "public, max-age=31536000, immutable";
    }
    return asked.isEmpty() ? "public, max-age=3600" : "public, max-age=10";
  }

  private static Map<String, byte[]> read() {
    Map<String, byte[]> files = new TreeMap<>();
    Resources.names(FOLDER).forEach(name -> files.put(name, Resources.bytes(FOLDER + '/' + name)));
    return files;
  }

  private static String version(Map<String, byte[]> files) {
    byte[][] contents = files.values().toArray(byte[][]::new);
    return HexFormat.of().formatHex(Sha256.of(contents), 0, 6);
  }
}
