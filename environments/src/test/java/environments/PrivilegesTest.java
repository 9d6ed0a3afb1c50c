package environments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PrivilegesTest {
  @Test
  void readsWhatTheKernelSaysOfAProcess() {
    String said =
        """
        Name:\tjava
        State:\tS (sleeping)
        Uid:\t1001\t1001\t1001\t1001
        Gid:\t1001\t1001\t1001\t1001
        CapInh:\t0000000000000000
        CapPrm:\t0000000000000000
        CapEff:\t0000000000000000
        CapBnd:\t00000000a80425fb
        CapAmb:\t0000000000000000
        NoNewPrivs:\t0
        RootWrite: sh: 2: cannot create /var/tmp/headroom-trial: Read-only file system
        """;

    assertThat(Privileges.parse(said))
        .containsEntry("program", "java")
        .containsEntry("uids", List.of(1001, 1001, 1001, 1001))
        .containsEntry("noNewPrivileges", false)
        .containsEntry(
            "rootWrite", "sh: 2: cannot create /var/tmp/headroom-trial: Read-only file system")
        .containsEntry(
            "capabilities",
            Map.of(
                "inherited", "0000000000000000",
                "permitted", "0000000000000000",
                "effective", "0000000000000000",
                "bounding", "00000000a80425fb",
                "ambient", "0000000000000000"));
  }

  @Test
  void leavesOutWhatIsNotSaid() {
    assertThat(Privileges.parse("")).containsOnlyKeys("capabilities");
  }
}
