package reports.judge;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import reports.judge.Evidence.PhaseEvidence;
import reports.judge.Judgement.InjectorResult;
import reports.run.Injector;

/** What the report shows of each of several injectors. */
final class InjectorResults {
  private final Evidence evidence;
  private final int number;

  private InjectorResults(Evidence evidence, int number) {
    this.evidence = evidence;
    this.number = number;
  }

  static List<InjectorResult> of(Evidence evidence) {
    return evidence.injectors().several()
        ? evidence.injectors().numbers().stream()
            .map(number -> new InjectorResults(evidence, number).result())
            .toList()
        : List.of();
  }

  private InjectorResult result() {
    Injector known = evidence.injectors().known(number).orElse(null);
    return new InjectorResult(
        number,
        evidence.requests().getOrDefault(number, 0L),
        highest(phase -> of(phase).lags().percentile(0.99)),
        highest(phase -> of(phase).lags().max()),
        highest(phase -> of(phase).gcPauseMax()),
        highest(this::cpu),
        (int) highest(phase -> of(phase).socketsMax()),
        known == null ? Double.NaN : known.clockOffsetMillis(),
        known == null ? Double.NaN : known.clockErrorMillis(),
        ended(known));
  }

  private static String ended(@Nullable Injector known) {
    if (known == null || known.end() == null) {
      return "not known";
    }
    return known.loadOver() ? "its load was over" : "before its load was over";
  }

  private double cpu(PhaseEvidence phase) {
    return of(phase).windows().stream()
        .mapToDouble(window -> phase.generator().cpu(of(phase), window.from(), window.to()))
        .max()
        .orElse(0);
  }

  private InjectorHealth of(PhaseEvidence phase) {
    return phase.generator().of(number);
  }

  private double highest(ToDoubleFunction<PhaseEvidence> figure) {
    return evidence.phases().stream()
        .filter(phase -> phase.phase().measured())
        .mapToDouble(figure)
        .filter(value -> !Double.isNaN(value))
        .max()
        .orElse(Double.NaN);
  }
}
