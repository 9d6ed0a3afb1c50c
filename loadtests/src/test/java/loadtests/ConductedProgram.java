package loadtests;

import environments.Environment;
import environments.ParentWatch;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import loadtests.pace.Timeline;
import loadtests.progress.Progress;
import loadtests.record.Recorder;
import loadtests.run.Companion;
import loadtests.run.ConductedRun;
import loadtests.settings.LoadSettings;
import loadtests.settings.ProjectRoot;
import org.jspecify.annotations.Nullable;

/** A program that conducts a run, with a companion that prints what it is told and sees. */
public final class ConductedProgram {
  /** Before each line of the companion. */
  static final String MARK = "companion: ";

  private ConductedProgram() {}

  /** Starts it as a process of its own. */
  static Process start(Map<String, String> properties, Path output) throws IOException {
    Path target = ProjectRoot.find().resolve("loadtests").resolve("target");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-D" + ProjectRoot.PROPERTY + "=" + ProjectRoot.find());
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-cp");
    command.add(
        String.join(
            File.pathSeparator,
            target.resolve("test-classes").toString(),
            target.resolve("classes").toString(),
            Files.readString(target.resolve("test.classpath")).strip()));
    command.add(ConductedProgram.class.getName());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Conducts the run that the system properties ask for. */
  public static void main(String[] arguments) {
    ParentWatch.exitWithParent();
    LoadSettings settings = LoadSettings.fromSystemProperties();
    var _ = ConductedRun.run(settings, Progress.on(System.out, false), new Telling());
  }

  /** Says what it is told, and whether the platform still answers when it is closed. */
  private static final class Telling implements Companion {
    private @Nullable URI pod;

    private static void tell(String what) {
      System.out.println(MARK + what);
    }

    @Override
    public void opened(Environment environment, Recorder recorder) {
      pod = environment.pods().getFirst();
      tell("opened");
    }

    @Override
    public void loadBegins(Timeline timeline) {
      tell("load begins");
    }

    @Override
    public void loadEnded() {
      tell("load ended");
    }

    @Override
    public void lookedUp() {
      tell("looked up");
    }

    @Override
    public void close() {
      tell("closed, and the platform " + (answers() ? "answers" : "is gone"));
    }

    private boolean answers() {
      if (pod == null) {
        return false;
      }
      HttpRequest ready = HttpRequest.newBuilder(pod.resolve("/api/health/ready")).build();
      try (HttpClient client = HttpClient.newHttpClient()) {
        return client.send(ready, BodyHandlers.discarding()).statusCode() == 200;
      } catch (IOException _) {
        return false;
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
