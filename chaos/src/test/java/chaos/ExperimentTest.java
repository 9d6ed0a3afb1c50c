package chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExperimentTest {
  /** A fault that keeps a diary. */
  private static final class Recorded implements Fault {
    final List<String> diary = new ArrayList<>();
    private final boolean works;

    Recorded(boolean works) {
      this.works = works;
    }

    @Override
    public String name() {
      return "recorded";
    }

    @Override
    public boolean leavesTraces() {
      return true;
    }

    @Override
    public void inject() {
      diary.add("inject");
    }

    @Override
    public boolean fired() {
      return works;
    }

    @Override
    public void undo() {
      diary.add("undo");
    }
  }

  @Test
  void injectsBeforeTheLoadAndUndoesAfterIt() {
    Recorded fault = new Recorded(true);

    var outcome =
        new Experiment(
                fault,
                () -> {
                  fault.diary.add("load");
                  return 0;
                })
            .run();

    assertThat(fault.diary).containsExactly("inject", "load", "undo");
    assertThat(outcome.exitStatus()).isZero();
  }

  @Test
  void undoesTheFaultWhenTheLoadFails() {
    Recorded fault = new Recorded(true);
    var experiment =
        new Experiment(
            fault,
            () -> {
              throw new IllegalStateException("the load failed");
            });

    assertThatThrownBy(experiment::run).hasMessage("the load failed");
    assertThat(fault.diary).containsExactly("inject", "undo");
  }

  @Test
  void isInvalidWhenTheFaultDidNothing() {
    assertThat(new Experiment(new Recorded(false), () -> 0).run().exitStatus()).isEqualTo(3);
  }

  @Test
  void takesTheVerdictsOfTheControlAsTheyAre() {
    for (int status = 0; status < 4; status++) {
      int verdicts = status;
      assertThat(new Experiment(new NoFault(), () -> verdicts).run().exitStatus())
          .isEqualTo(verdicts);
    }
  }
}
