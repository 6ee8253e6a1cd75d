package dev.pollux.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.Serializable;
import org.junit.jupiter.api.Test;

/** The rules of the modules that a job is made of: what each may use, and what never. */
class ArchitectureTest {
    private static final JavaClasses POLLUX = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.pollux");

    private static final String[] CONNECTORS = {
        "dev.pollux.messages..", "dev.pollux.kafka..", "dev.pollux.recording..", "dev.pollux.robot.."
    };

    @Test
    void theModelKnowsNeitherFlinkNorKafkaNorJson() {
        noClasses()
                .that()
                .resideInAPackage("dev.pollux..")
                .and()
                .resideOutsideOfPackages("dev.pollux.job..")
                .and()
                .resideOutsideOfPackages(CONNECTORS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache..", "com.fasterxml..", "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(CONNECTORS)
                .check(POLLUX);
    }

    @Test
    void connectorsDoNotKnowTheJob() {
        noClasses()
                .that()
                .resideInAnyPackage(CONNECTORS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..", "dev.pollux.job..")
                .check(POLLUX);
    }

    @Test
    void theJobDoesNoMathematics() {
        noClasses()
                .that()
                .resideInAPackage("dev.pollux.job..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.ejml..", "dev.pollux.spatial..", "dev.pollux.dynamics..", "dev.pollux.prediction..")
                .check(POLLUX);
    }

    @Test
    void payloadsAreReadInTheOperatorOnly() {
        noClasses()
                .that()
                .haveSimpleNameContaining("FrameRecord")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Decoder")
                .check(POLLUX);
    }

    @Test
    void packagesOfTheJobDependOnEachOtherOneWayOnly() {
        SlicesRuleDefinition.slices()
                .matching("dev.pollux.job.(*)..")
                .should()
                .beFreeOfCycles()
                .check(POLLUX);
    }

    @Test
    void whatFlinkShipsIsSerializable() {
        classes()
                .that()
                .haveNameMatching("dev\\.pollux\\.job\\..*(Function|Serializer|Writer|Reader|Window|Options)")
                .and()
                .doNotHaveSimpleName("LatencyWindow")
                .and()
                .doNotHaveSimpleName("TwinOptions")
                .and(isTopLevel())
                .should()
                .beAssignableTo(Serializable.class)
                .check(POLLUX);
    }

    private static DescribedPredicate<JavaClass> isTopLevel() {
        return DescribedPredicate.describe("are top level", JavaClass::isTopLevelClass);
    }
}
