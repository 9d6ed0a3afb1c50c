package chaos.undo;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * One thing that puts something right again, as a line of the journal: it can be done by any
 * process that reads it, and doing it again changes nothing. What it is about is named so that
 * nothing else can be meant: a process by its number and its start time.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Undo.ContinueProcess.class, name = "continue-process"),
  @JsonSubTypes.Type(value = Undo.EndProcess.class, name = "end-process"),
  @JsonSubTypes.Type(value = Undo.ResetProxy.class, name = "reset-proxy"),
  @JsonSubTypes.Type(value = Undo.RemoveToxic.class, name = "remove-toxic"),
  @JsonSubTypes.Type(value = Undo.RemoveRule.class, name = "remove-rule"),
  @JsonSubTypes.Type(value = Undo.WriteFile.class, name = "write-file"),
  @JsonSubTypes.Type(value = Undo.RemoveFile.class, name = "remove-file"),
  @JsonSubTypes.Type(value = Undo.RunCommand.class, name = "run-command"),
})
public sealed interface Undo {
  /** What it does, in one line. */
  String sentence();

  /**
   * A process that was stopped goes on (SIGCONT).
   *
   * @param startTime field 22 of /proc/PID/stat, so that a later process of that number isn't meant
   */
  record ContinueProcess(long pid, long startTime) implements Undo {
    @Override
    public String sentence() {
      return "let process " + pid + " go on";
    }
  }

  /** A process of the fault's own, such as one that takes CPU, ends (SIGKILL). */
  record EndProcess(long pid, long startTime) implements Undo {
    @Override
    public String sentence() {
      return "end process " + pid;
    }
  }

  /** A proxy of a Toxiproxy is enabled and leads where it led; its toxics stay. */
  record ResetProxy(URI api, String proxy, String upstream) implements Undo {
    @Override
    public String sentence() {
      return "let proxy " + proxy + " lead to " + upstream;
    }
  }

  /**
   * A toxic of a proxy of a Toxiproxy goes; others, and the proxy itself, stay as they are.
   *
   * @param toxic its name, which no other use of a fault gives to one
   */
  record RemoveToxic(URI api, String proxy, String toxic) implements Undo {
    @Override
    public String sentence() {
      return "remove the toxic " + toxic + " of proxy " + proxy;
    }
  }

  /**
   * A rule of iptables goes, in a network namespace, whether or not the process that it was made
   * for is still there: in Kubernetes a pod's network outlives its containers.
   *
   * @param network the namespace, as {@link Networks} names it
   * @param rule the rule as {@code -A} has it, from the chain's name on; it has a comment that no
   *     other rule has
   */
  record RemoveRule(String network, List<String> rule) implements Undo {
    @Override
    public String sentence() {
      return "remove the rule " + String.join(" ", rule);
    }
  }

  /** A file, such as a quota of a control group, has the content that it had. */
  record WriteFile(Path file, String content) implements Undo {
    @Override
    public String sentence() {
      return "write '" + content.strip() + "' to " + file;
    }
  }

  /** A file of the fault's own goes. */
  record RemoveFile(Path file) implements Undo {
    @Override
    public String sentence() {
      return "remove " + file;
    }
  }

  /**
   * A command that is idempotent, for what none of the others can.
   *
   * @param look prints one line for each thing that is still to be undone, and nothing else; empty
   *     where nothing can be seen
   */
  record RunCommand(List<String> command, List<String> look) implements Undo {
    @Override
    public String sentence() {
      return "run " + String.join(" ", command);
    }
  }
}
