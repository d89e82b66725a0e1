package et.po.frost;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private static final JavaClasses FROST =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("et.po.frost");

  @Test
  void packages_dependInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("frost")
        .definedBy("et.po.frost")
        .layer("accounts")
        .definedBy("et.po.frost.accounts")
        .layer("webhooks")
        .definedBy("et.po.frost.webhooks")
        .layer("works")
        .definedBy("et.po.frost.works")
        .layer("archives")
        .definedBy("et.po.frost.archives")
        .layer("smoke")
        .definedBy("et.po.frost.smoke")
        .layer("tokens")
        .definedBy("et.po.frost.tokens")
        .layer("custody")
        .definedBy("et.po.frost.custody")
        .layer("mail")
        .definedBy("et.po.frost.mail")
        .layer("audit")
        .definedBy("et.po.frost.audit")
        .layer("node")
        .definedBy("et.po.frost.node")
        .layer("passwords")
        .definedBy("et.po.frost.passwords")
        .layer("limits")
        .definedBy("et.po.frost.limits")
        .layer("validation")
        .definedBy("et.po.frost.validation")
        .layer("http")
        .definedBy("et.po.frost.http")
        .layer("faults")
        .definedBy("et.po.frost.faults")
        .layer("database")
        .definedBy("et.po.frost.database")
        .layer("tasks")
        .definedBy("et.po.frost.tasks")
        .whereLayer("frost")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("accounts")
        .mayOnlyBeAccessedByLayers("frost")
        .whereLayer("webhooks")
        .mayOnlyBeAccessedByLayers("frost")
        .whereLayer("archives")
        .mayOnlyBeAccessedByLayers("frost")
        .whereLayer("smoke")
        .mayOnlyBeAccessedByLayers("frost")
        .whereLayer("smoke")
        .mayNotAccessAnyLayer()
        .whereLayer("works")
        .mayOnlyBeAccessedByLayers("frost", "webhooks")
        .whereLayer("tokens")
        .mayOnlyBeAccessedByLayers("frost", "accounts", "works", "archives", "webhooks", "node")
        .whereLayer("node")
        .mayOnlyBeAccessedByLayers("frost", "works", "archives", "webhooks")
        .whereLayer("custody")
        .mayOnlyBeAccessedByLayers("frost", "accounts", "works", "webhooks", "tokens", "mail")
        .whereLayer("audit")
        .mayOnlyBeAccessedByLayers("frost", "accounts", "tokens", "webhooks")
        .whereLayer("mail")
        .mayOnlyBeAccessedByLayers("frost", "accounts")
        .whereLayer("passwords")
        .mayOnlyBeAccessedByLayers("frost", "accounts")
        .whereLayer("limits")
        .mayOnlyBeAccessedByLayers("frost", "accounts", "tokens", "webhooks")
        .whereLayer("validation")
        .mayOnlyBeAccessedByLayers("accounts", "works", "webhooks", "audit")
        .whereLayer("http")
        .mayOnlyBeAccessedByLayers(
            "frost",
            "accounts",
            "works",
            "archives",
            "webhooks",
            "tokens",
            "mail",
            "audit",
            "passwords",
            "limits")
        .whereLayer("tasks")
        .mayOnlyBeAccessedByLayers("frost", "webhooks", "http")
        .whereLayer("faults")
        .mayNotAccessAnyLayer()
        .whereLayer("database")
        .mayNotAccessAnyLayer()
        .check(FROST);
  }

  @Test
  void frameworks_stayAtTheEdge() {
    noClasses()
        .that()
        .resideOutsideOfPackages("et.po.frost", "et.po.frost.http", "et.po.frost.mail")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "io.vertx..", "io.smallrye..", "jakarta..")
        .check(FROST);
  }

  @Test
  void keysInTheClear_areOpenedByTheCustodianAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("et.po.frost.custody")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("javax.crypto.Cipher")
        .check(FROST);
  }
}
