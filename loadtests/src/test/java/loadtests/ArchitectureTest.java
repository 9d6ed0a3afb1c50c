package loadtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("loadtests");

  /** Scenarios are Gatling's; plans, evidence, audit and launcher are not. */
  @Test
  void nothingButSimulationsKnowsTheLoadEngine() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.gatling..", "scala..", "io.netty..")
        .check(MAIN);
  }

  /** The platform is known by HTTP, its metrics, its database and seed.json. */
  @Test
  void nothingKnowsThePlatformsClasses() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("lms..", "chaos..", "benchmarks..")
        .check(MAIN);
  }

  @Test
  void plansAndLearnersAreValuesThatStartNothing() {
    noClasses()
        .that()
        .resideInAnyPackage("loadtests.plan..", "loadtests.learners..", "loadtests.profiles..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("environments..", "reports..", "java.net.http..", "java.sql..")
        .check(MAIN);
  }

  @Test
  void onlyTheAuditAndWhatStartsItTalkToADatabase() {
    noClasses()
        .that()
        .resideOutsideOfPackages("loadtests.audit..", "loadtests.run..", "loadtests.calibration..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.sql..")
        .check(MAIN);
  }

  @Test
  void onlyTheLauncherKnowsItsParser() {
    noClasses()
        .that()
        .resideOutsideOfPackages("loadtests", "loadtests.commands..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(MAIN);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("loadtests.(*)..").should().beFreeOfCycles().check(MAIN);
  }
}
