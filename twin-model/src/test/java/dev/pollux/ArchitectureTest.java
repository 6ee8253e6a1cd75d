package dev.pollux;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house for this module. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.pollux");

    @Test
    void mathematicsDependsOnNothingButTheJdkAndEjml() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.pollux..", "java..", "javax.xml.stream..", "org.ejml..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<JavaPackage> packages =
                CLASSES.stream().map(c -> c.getPackage()).distinct().toList();
        assertThat(packages).isNotEmpty().allMatch(p -> p.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void packagesAreNamedForTheDomain() {
        assertThat(CLASSES.stream().map(c -> c.getPackageName()).distinct())
                .noneMatch(name -> name.matches(".*\\.(impl|util|utils|helper|manager|common|misc)(\\..*)?"));
    }
}
