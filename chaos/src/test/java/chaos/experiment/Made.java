package chaos.experiment;

import chaos.faults.Fault;
import chaos.faults.FaultFailed;
import chaos.faults.Injection;
import chaos.faults.Site;
import chaos.faults.Witness;
import chaos.undo.Undo;
import environments.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Faults, parts and sites that tests make, which break nothing but files. */
final class Made {
  private Made() {}

  static Site site(Path work, String... pods) {
    List<Part> parts = new ArrayList<>();
    for (String pod : pods) {
      parts.add(new StillPart(pod));
    }
    return new Site("embedded", parts, List.of(), Optional.empty(), Optional.empty(), work);
  }

  /** A pod that is this process, and that nobody may touch. */
  record StillPart(String name) implements Part {
    @Override
    public Kind kind() {
      return Kind.POD;
    }

    @Override
    public OptionalLong pid() {
      return OptionalLong.of(ProcessHandle.current().pid());
    }

    @Override
    public void stop(Duration grace) {
      throw new AssertionError("nobody asked for that");
    }

    @Override
    public void start() {
      throw new AssertionError("nobody asked for that");
    }
  }

  /** Takes any pod, and marks it by a file in the site's folder. */
  static final class Marking implements Fault {
    @Override
    public String name() {
      return "marking";
    }

    @Override
    public String summary() {
      return "makes a file";
    }

    @Override
    public Optional<String> refusal(Site site) {
      return site.parts().isEmpty() ? Optional.of("no pod is left") : Optional.empty();
    }

    @Override
    public Injection prepare(Site site, SplittableRandom random) {
      Part pod = site.parts().get(random.nextInt(site.parts().size()));
      return new FileInjection(pod.name(), site.work().resolve(pod.name()));
    }
  }

  /** Makes a file. */
  static class FileInjection implements Injection {
    private final String target;
    private final Path file;

    FileInjection(String target, Path file) {
      this.target = target;
      this.file = file;
    }

    @Override
    public String target() {
      return target;
    }

    @Override
    public List<Undo> undos() {
      return List.of(new Undo.RemoveFile(file));
    }

    @Override
    public Witness witness() {
      return new Witness() {
        @Override
        public String source() {
          return "the file system";
        }

        @Override
        public String look() {
          return Files.exists(file) ? "there" : "not there";
        }

        @Override
        public boolean fired(String before, String during) {
          return before.equals("not there") && during.equals("there");
        }
      };
    }

    @Override
    public void inject() throws FaultFailed, InterruptedException {
      try {
        Files.createFile(file);
      } catch (IOException e) {
        throw new FaultFailed("the file can't be made", e);
      }
    }
  }
}
