package reports;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("reports");

  @Test
  void dependsOnNoOtherModule() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "lms..", "environments..", "loadtests..", "chaos..", "benchmarks..", "io.gatling..")
        .check(OURS);
  }

  @Test
  void theJudgeKnowsNothingOfWhatItsJudgementLooksLike() {
    noClasses()
        .that()
        .resideInAPackage("reports.judge..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("reports.page..", "reports.output..", "gg.jte..")
        .check(OURS);
  }

  @Test
  void evidenceAndStatisticsKnowNothingOfClaimsAndVerdicts() {
    noClasses()
        .that()
        .resideInAnyPackage("reports.log..", "reports.statistics..", "reports.run..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("reports.claims..", "reports.judge..")
        .check(OURS);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("reports.(*)..").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void onlyTheRootPackagePutsPagesAndOutputsTogether() {
    classes()
        .that()
        .haveSimpleName("Outputs")
        .should()
        .onlyHaveDependentClassesThat()
        .resideInAnyPackage("reports", "reports.output")
        .check(OURS);
  }
}
