package dev.pollux.verification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What each module may use. It is seen twice: in class files, where calls tell of types that no source names, and in the names in
 * sources, since of a constant that the compiler copied no class file tells.
 */
class ArchitectureTest {
    /** Of modules to what they may use beside the JDK: a module, or a package with those below it, or a class. */
    private static final Map<String, List<String>> MAY_USE = new TreeMap<>(Map.of(
            "twin-model",
            List.of("twin-model", "org.ejml", "javax.xml.stream"),
            "connectors",
            List.of("twin-model", "connectors", "com.fasterxml.jackson", "javax.xml.stream", "org.apache.kafka"),
            "evaluation",
            List.of(
                    "twin-model",
                    "dev.pollux.files",
                    "dev.pollux.messages",
                    "dev.pollux.recording",
                    "dev.pollux.robot",
                    "evaluation"),
            "jobs",
            List.of(
                    "dev.pollux.twin",
                    "dev.pollux.late",
                    "dev.pollux.state",
                    "dev.pollux.storage",
                    "dev.pollux.model",
                    "dev.pollux.messages",
                    "dev.pollux.robot",
                    "dev.pollux.files",
                    "dev.pollux.kafka",
                    "jobs",
                    "org.apache.flink",
                    "org.apache.kafka",
                    "org.HdrHistogram",
                    "org.slf4j"),
            "local",
            List.of(
                    "dev.pollux.state",
                    "dev.pollux.model",
                    "connectors",
                    "jobs",
                    "local",
                    "com.fasterxml.jackson",
                    "kafka.server",
                    "org.apache.flink",
                    "org.apache.kafka",
                    "org.HdrHistogram"),
            "cli",
            List.of(
                    "dev.pollux.state",
                    "dev.pollux.model",
                    "dev.pollux.dynamics", // the dynamics command shows it
                    "dev.pollux.spatial",
                    "connectors",
                    "evaluation",
                    "jobs",
                    "local",
                    "cli",
                    "com.fasterxml.jackson",
                    "javax.net.ssl",
                    "org.apache.flink",
                    "org.apache.kafka",
                    "org.HdrHistogram",
                    "picocli"),
            "benchmarks",
            List.of(
                    "twin-model",
                    "connectors",
                    "evaluation",
                    "jobs",
                    "local",
                    "cli",
                    "benchmarks",
                    "com.fasterxml.jackson",
                    "org.apache.flink",
                    "org.apache.kafka",
                    "org.ejml",
                    "org.openjdk.jmh",
                    "picocli"),
            "mecano-oracle",
            List.of("twin-model", "mecano-oracle", "org.ejml", "org.openjdk.jmh", "us.ihmc")));

    /** Comments, and texts in quotes. */
    private static final Pattern NO_CODE = Pattern.compile(
            "(?s)/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])'");

    private static final Pattern QUALIFIED =
            Pattern.compile("\\b(?:dev|org|com|javax?|kafka|picocli|us)(?:\\.[a-z]\\w*)*\\.[A-Z]\\w*");

    private static final Map<String, String> MODULE_OF_CLASS = modules();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPackages("dev.pollux")
            .that(DescribedPredicate.describe(
                    "are no tests", type -> MODULE_OF_CLASS.containsKey(topLevel(type.getName()))));

    /** One class uses another; both by their names, without nested ones. */
    private record Use(String user, String used) {
        @Override
        public String toString() {
            return user + " uses " + used;
        }
    }

    private static final List<Use> USES = uses();

    private static Map<String, String> modules() {
        Map<String, String> modules = new TreeMap<>();
        for (String module : MAY_USE.keySet()) {
            for (Path source : sources(module)) {
                modules.put(className(source), module);
            }
        }
        return modules;
    }

    private static List<Path> sources(String module) {
        try (Stream<Path> files = Files.walk(DocsPages.page(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String className(Path source) {
        String path = source.toString().replace('\\', '/');
        return path.substring(path.indexOf("/java/") + 6, path.length() - ".java".length())
                .replace('/', '.');
    }

    private static String topLevel(String name) {
        return name.replaceFirst("\\$.*", "");
    }

    private static String packageOf(String name) {
        return name.replaceFirst("\\.[^.]*$", "");
    }

    private static List<Use> uses() {
        List<Use> uses = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            type.getDirectDependenciesFromSelf()
                    .forEach(use -> uses.add(new Use(
                            topLevel(type.getName()),
                            topLevel(use.getTargetClass().getBaseComponentType().getName()))));
        }
        for (String module : MAY_USE.keySet()) {
            for (Path source : sources(module)) {
                QUALIFIED
                        .matcher(NO_CODE.matcher(DocsPages.text(source)).replaceAll("\"\""))
                        .results()
                        .forEach(name -> uses.add(new Use(className(source), name.group())));
            }
        }
        return uses.stream()
                .filter(use -> use.used().contains("."))
                .distinct()
                .sorted(Comparator.comparing(Use::toString))
                .toList();
    }

    private static boolean mayUse(String module, String used) {
        return Stream.concat(MAY_USE.getOrDefault(module, List.of()).stream(), Stream.of("java", "org.jspecify"))
                .anyMatch(may -> may.equals(MODULE_OF_CLASS.get(used)) || (used + ".").startsWith(may + "."));
    }

    @Test
    void eachModuleUsesWhatItMayOnly() {
        assertThat(USES.stream().filter(use -> !mayUse(MODULE_OF_CLASS.getOrDefault(use.user(), ""), use.used())))
                .isEmpty();
    }

    @Test
    void packagesFormNoCircle() {
        Set<Use> circles = USES.stream()
                .filter(use -> MODULE_OF_CLASS.containsKey(use.used()))
                .filter(use -> !packageOf(use.user()).equals(packageOf(use.used())))
                .collect(Collectors.toSet());
        int before;
        do { // what nobody uses, and what uses nobody, is on no circle
            before = circles.size();
            Set<String> users = packages(circles, Use::user);
            Set<String> used = packages(circles, Use::used);
            circles.removeIf(use -> !used.contains(packageOf(use.user())) || !users.contains(packageOf(use.used())));
        } while (circles.size() < before);
        assertThat(circles).isEmpty();
    }

    private static Set<String> packages(Set<Use> uses, Function<Use, String> end) {
        return uses.stream().map(end).map(ArchitectureTest::packageOf).collect(Collectors.toSet());
    }

    @Test
    void aPackageIsOfOneModule() {
        Map<String, Set<String>> modules = new TreeMap<>();
        MODULE_OF_CLASS.forEach((name, module) ->
                modules.computeIfAbsent(packageOf(name), any -> new HashSet<>()).add(module));
        assertThat(modules).isNotEmpty().allSatisfy((name, of) -> assertThat(of).hasSize(1));
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(MODULE_OF_CLASS.keySet().stream()
                        .filter(name -> !MODULE_OF_CLASS.containsKey(packageOf(name) + ".package-info")))
                .isEmpty();
        for (String module : MAY_USE.keySet()) {
            assertThat(sources(module).stream().filter(source -> source.endsWith("package-info.java")))
                    .isNotEmpty()
                    .allMatch(source -> DocsPages.text(source).contains("@NullMarked\n"));
        }
    }

    @Test
    void packagesAreNamedForTheDomain() {
        assertThat(MODULE_OF_CLASS.keySet())
                .noneMatch(name -> name.matches(".*\\.(impl|util|utils|helper|manager|common|misc)\\..*"));
    }

    @Test
    void payloadsAreReadInTheOperatorOnly() {
        noClasses()
                .that()
                .haveSimpleNameContaining("FrameRecord")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Decoder")
                .check(CLASSES);
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
                .and(DescribedPredicate.describe("are top level", JavaClass::isTopLevelClass))
                .should()
                .beAssignableTo(Serializable.class)
                .check(CLASSES);
    }
}
