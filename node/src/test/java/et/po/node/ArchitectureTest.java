package et.po.node;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Who may use whom: docs/architecture.md, "Rules that hold everywhere".
class ArchitectureTest {
  private static final String NODE = "et.po.node.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("et.po.node", "et.po.protocol");

  /// What each role uses of the node, beside `messages` and `messaging`.
  private static final Map<String, List<String>> ROLES =
      Map.of(
          "api", List.of("database", "ipfs", "works", "proofs", "status"),
          "storagewriter", List.of("database", "ipfs"),
          "batchwriter", List.of("database", "ipfs", "tasks"),
          "blockchainwriter", List.of("database", "bitcoin", "tasks"),
          "blockchainreader", List.of("database", "bitcoin", "tasks"),
          "batchreader", List.of("database", "ipfs", "tasks"),
          "storagereader", List.of("database", "ipfs", "tasks"),
          "view", List.of("database", "works"),
          "health", List.of("database", "bitcoin", "ipfs", "status", "tasks"));

  /// What is below the roles, and what of the node it may use itself.
  private static final Map<String, List<String>> PORTS =
      Map.of(
          "messages", List.of(),
          "database", List.of(),
          "tasks", List.of(),
          "messaging", List.of("messages", "database"),
          "ipfs", List.of("database", "messaging", "tasks"),
          "bitcoin", List.of("messaging"),
          "works", List.of("database"),
          "status", List.of("database"),
          "proofs", List.of("ipfs", "works"));

  @TestFactory
  Stream<DynamicTest> role_usesOnlyWhatItMay() {
    return ROLES.entrySet().stream()
        .map(role ->
            dynamicTest(
                role.getKey(),
                () -> {
                  List<String> allowed =
                      Stream.concat(role.getValue().stream(), Stream.of("messages", "messaging"))
                          .toList();
                  usesOnly(role.getKey(), allowed).check(CLASSES);
                }));
  }

  @TestFactory
  Stream<DynamicTest> port_usesOnlyWhatItMay() {
    return PORTS.entrySet().stream()
        .map(port ->
            dynamicTest(
                port.getKey(), () -> usesOnly(port.getKey(), port.getValue()).check(CLASSES)));
  }

  /// A role also implements [Role]; nobody but the composition root knows anything else that lies
  /// beside it.
  private static ArchRule usesOnly(String name, List<String> allowed) {
    String[] others =
        Stream.concat(ROLES.keySet().stream(), PORTS.keySet().stream())
            .filter(other -> !other.equals(name) && !allowed.contains(other))
            .map(other -> NODE + other + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(NODE + name + "..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(others)
                .or(
                    JavaClass.Predicates.resideInAPackage("et.po.node")
                        .and(not(JavaClass.Predicates.belongToAnyOf(Role.class, Roles.class)))));
  }

  @Test
  void everyPackage_isARoleOrAPort() {
    classes()
        .that()
        .resideInAPackage("et.po.node..")
        .should()
        .resideInAnyPackage(
            Stream.concat(
                    Stream.of("et.po.node"),
                    Stream.concat(ROLES.keySet().stream(), PORTS.keySet().stream())
                        .map(name -> NODE + name))
                .toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("et.po.node.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void protocol_dependsOnNoFrameworkAndDoesNoInput() {
    noClasses()
        .that()
        .resideInAPackage("et.po.protocol..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "et.po.node..",
            "io.quarkus..",
            "io.smallrye..",
            "io.vertx..",
            "jakarta..",
            "org.eclipse.microprofile..",
            "org.jboss..",
            "java.net.http..",
            "java.nio.file..",
            "java.sql..",
            "javax.sql..")
        .check(CLASSES);
  }

  @Test
  void onlyAdaptersKnowTheirLibraries() {
    noClasses()
        .that()
        .resideOutsideOfPackages("et.po.node.messaging", "et.po.node.database", "et.po.node")
        .and()
        .resideInAPackage("et.po.node..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.postgresql..", "io.agroal..", "org.flywaydb..", "com.rabbitmq..")
        .check(CLASSES);
  }

  @Test
  void packages_areNullMarked() {
    classes()
        .that()
        .resideInAnyPackage("et.po.node..", "et.po.protocol..")
        .should(beInANullMarkedPackage())
        .check(CLASSES);
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type, marked, type.getFullName() + " is in a package without @NullMarked"));
      }
    };
  }

  /// The log is for what programs say; a command talks to whoever started it.
  @Test
  void nothingPrints_butCommands() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Main.class, Migration.class, Replay.class)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CLASSES);
  }

  @Test
  void roles_areBuiltInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("et.po.node")
        .and()
        .areNotAssignableTo(Role.class)
        .should()
        .callConstructorWhere(target(owner(JavaClass.Predicates.implement(Role.class))))
        .check(CLASSES);
  }
}
