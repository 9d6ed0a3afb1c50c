package chaos.faults;

import chaos.undo.Commands;
import chaos.undo.Undo;
import chaos.undo.UndoFailed;
import environments.Part;
import environments.Preparation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A pod's clock is wrong, and those of the others are right. */
final class ClockSkewed extends PartFault {
  private static final int SECONDS = 90;
  private static final String SKEWED = "+" + SECONDS;
  private static final String RIGHT = "+0";

  ClockSkewed() {
    super(Part.Kind.POD, "clock-skewed", "the pod's clock is %d s ahead".formatted(SECONDS));
  }

  @Override
  public Set<Preparation> preparations() {
    return Set.of(Preparation.OWN_CLOCKS);
  }

  @Override
  public Optional<String> refusal(Site site) {
    return super.refusal(site).or(() -> Preparation.OWN_CLOCKS.refusal(site.environment()));
  }

  @Override
  Injection prepare(Site site, Part part) {
    Optional<Path> clock = part.clock();
    boolean contained = part.container().isPresent();
    return new PartInjection(part, new DateWitness(TargetProcess.of(part).pid(), contained)) {
      @Override
      public List<Undo> undos() {
        return clock.stream().<Undo>map(file -> new Undo.WriteFile(file, RIGHT + "\n")).toList();
      }

      @Override
      public void inject() throws FaultFailed {
        Path file =
            clock.orElseThrow(
                () -> new FaultFailed(part.name() + " was started without a clock of its own"));
        try {
          Files.writeString(file, SKEWED + "\n");
        } catch (IOException e) {
          throw new FaultFailed("its clock can't be set: " + e.getMessage(), e);
        }
      }
    };
  }

  /**
   * Asks the pod something and reads in its answer's header Date what time it is there.
   *
   * @param contained whether it has a network of its own
   */
  private record DateWitness(long pid, boolean contained) implements Witness {
    private static final String ASK =
        "exec 3<>\"/dev/tcp/127.0.0.1/$0\" && printf 'GET /api/health/live HTTP/1.0\\r\\n\\r\\n' >&3"
            + " && timeout 2 cat <&3";

    private static final String HEADER = "date:";
    private static final String PORT = "LMS_HTTP_PORT=";
    private static final String USUAL_PORT = "8080";
    private static final int SHOWN = SECONDS / 2;

    @Override
    public String source() {
      return "the header Date of an answer of the pod";
    }

    @Override
    public String look() throws InterruptedException {
      List<String> command = new ArrayList<>();
      if (contained) {
        command.addAll(List.of("nsenter", "-t", Long.toString(pid), "-n", "--"));
      }
      command.addAll(List.of("bash", "-c", ASK, port()));
      try {
        return date(Commands.run(command).output())
            .map(there -> Duration.between(Instant.now(), there).toSeconds())
            .map(ahead -> ahead + " s ahead of this machine")
            .orElse("0 s ahead as far as can be seen: it does not say what time it is");
      } catch (UndoFailed | DateTimeException e) {
        return "0 s ahead as far as can be seen: " + e.getMessage();
      }
    }

    private static Optional<Instant> date(String answer) {
      return answer
          .lines()
          .filter(line -> line.regionMatches(true, 0, HEADER, 0, HEADER.length()))
          .map(line -> line.substring(HEADER.length()).strip())
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME))
          .map(ZonedDateTime::toInstant)
          .findFirst();
    }

    /** Where it listens, as it was told. */
    private String port() {
      try {
        String settings =
            Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
        return Stream.of(settings.split("\0", -1))
            .filter(each -> each.startsWith(PORT))
            .map(each -> each.substring(PORT.length()))
            .findFirst()
            .orElse(USUAL_PORT);
      } catch (IOException e) {
        return USUAL_PORT;
      }
    }

    @Override
    public boolean fired(String before, String during) {
      return Witness.number(during) - Witness.number(before) >= SHOWN;
    }
  }
}
