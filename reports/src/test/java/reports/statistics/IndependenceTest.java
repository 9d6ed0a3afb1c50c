package reports.statistics;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class IndependenceTest {
  @Test
  void dependsOnTheJdkAndHipparchusAlone() {
    JavaClasses statistics =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("reports.statistics");
    classes()
        .that()
        .resideInAPackage("reports.statistics")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.hipparchus..", "org.jspecify..", "reports.statistics")
        .check(statistics);
  }
}
