package lms;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceRule;
import org.junit.jupiter.api.Test;

/** Which packages of the platform may know which. */
final class ArchitectureTest {
  private static final String[] INSIDE_COURSES = {
    "lms.courses",
    "lms.lessons",
    "lms.quizzes",
    "lms.ratings",
    "lms.grades",
    "lms.announcements",
    "lms.polls"
  };

  private static final String[] TEACHING = {
    "lms.authoring",
    "lms.groups",
    "lms.questions",
    "lms.marking",
    "lms.monitor",
    "lms.roster",
    "lms.announcements",
    "lms.gradebook",
    "lms.polls"
  };

  private static final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("lms");

  @Test
  void onlyThePlatformPackageKnowsDrivers() {
    noClasses()
        .that()
        .resideOutsideOfPackage("lms.platform")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "com.zaxxer..",
            "com.mysql..",
            "io.lettuce..",
            "io.helidon.dbclient..",
            "gg.jte..",
            "org.flywaydb..",
            "com.github.benmanes..",
            "io.micrometer..")
        .check(classes);
  }

  @Test
  void onlySeedingSpeaksPlainJdbcBesideThePlatformPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackages("lms.platform", "lms.seeding", "lms")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.sql")
        .check(classes);
  }

  @Test
  void thePlatformPackageKnowsNoFeature() {
    noClasses()
        .that()
        .resideInAPackage("lms.platform")
        .should()
        .dependOnClassesThat(resideInAPackage("lms..").and(resideOutsidePlatform()))
        .check(classes);
  }

  private static com.tngtech.archunit.base.DescribedPredicate<
          com.tngtech.archunit.core.domain.JavaClass>
      resideOutsidePlatform() {
    return com.tngtech.archunit.base.DescribedPredicate.not(resideInAPackage("lms.platform"));
  }

  @Test
  void featuresReachIntoEachOtherOnlyWhereListed() {
    SliceRule rule =
        slices()
            .matching("lms.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage("lms.."), resideInAPackage("lms.platform"))
            // Who takes a course is what everything inside of a course asks.
            .ignoreDependency(
                resideInAnyPackage(INSIDE_COURSES), resideInAPackage("lms.enrolments"))
            // More seats let in who waits, and a teacher takes people out of a course.
            .ignoreDependency(
                resideInAnyPackage("lms.authoring", "lms.roster"),
                resideInAPackage("lms.enrolments"))
            // What is kept of a course is kept by its edition.
            .ignoreDependency(
                resideInAnyPackage("lms.discussion", "lms.lessons", "lms.quizzes"),
                resideInAPackage("lms.content"))
            // A course's page can be seen by its teachers before learners do.
            .ignoreDependency(resideInAPackage("lms.courses"), resideInAPackage("lms.content"))
            // A lesson says to whom its discussion is open.
            .ignoreDependency(resideInAPackage("lms.lessons"), resideInAPackage("lms.discussion"))
            // Beginning an exam may have to wait.
            .ignoreDependency(resideInAPackage("lms.quizzes"), resideInAPackage("lms.admission"))
            // Who teaches a course, and its editions, matter to everything that teachers do.
            .ignoreDependency(resideInAnyPackage(TEACHING), resideInAPackage("lms.content"))
            // Authors write the questions that quizzes ask.
            .ignoreDependency(
                resideInAnyPackage("lms.questions", "lms.marking", "lms.monitor"),
                resideInAPackage("lms.quizzes"))
            // Who watches an exam may look at one group.
            .ignoreDependency(
                resideInAnyPackage("lms.monitor", "lms.gradebook"), resideInAPackage("lms.groups"))
            // Learners get the final grade that their teachers see.
            .ignoreDependency(resideInAPackage("lms.grades"), resideInAPackage("lms.gradebook"))
            // Courses show all kinds of activities, and know none of them.
            .ignoreDependency(
                resideInAnyPackage(
                    "lms.courses", "lms.lessons", "lms.certificates", "lms.quizzes", "lms.polls"),
                resideInAPackage("lms.activities"))
            // The last lesson and the last quiz may complete a course.
            .ignoreDependency(
                resideInAnyPackage("lms.lessons", "lms.quizzes", "lms.ratings", "lms.polls"),
                resideInAPackage("lms.certificates"))
            .ignoreDependency(
                resideInAnyPackage(
                    "lms.accounts",
                    "lms.certificates",
                    "lms.discussion",
                    "lms.enrolments",
                    "lms.quizzes",
                    "lms.roster",
                    "lms.gradebook",
                    "lms.announcements"),
                resideInAPackage("lms.notifications"))
            // Whoever takes their data along takes what they did in activities.
            .ignoreDependency(resideInAPackage("lms.profile"), resideInAPackage("lms.activities"))
            // An erased account gives its seats up, and its certificates lose the name.
            .ignoreDependency(
                resideInAPackage("lms.profile"),
                resideInAnyPackage("lms.accounts", "lms.certificates", "lms.enrolments"))
            // Seeded accounts have a password of production cost.
            .ignoreDependency(resideInAPackage("lms.seeding"), resideInAPackage("lms.accounts"));
    rule.check(classes);
  }

  @Test
  void noTwoPackagesKnowEachOther() {
    slices().matching("lms.(*)..").should().beFreeOfCycles().check(classes);
  }
}
