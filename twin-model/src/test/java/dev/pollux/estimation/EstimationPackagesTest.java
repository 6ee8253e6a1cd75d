package dev.pollux.estimation;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URL;
import org.junit.jupiter.api.Test;

class EstimationPackagesTest {
    @Test
    void packagesOfTheEstimationDependOnOneAnotherInOneDirectionOnly() {
        URL main = BaseEstimator.class.getProtectionDomain().getCodeSource().getLocation();
        slices().matching("dev.pollux.(estimation..)")
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter().importUrl(main));
    }
}
