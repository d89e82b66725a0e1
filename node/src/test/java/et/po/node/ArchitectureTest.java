package et.po.node;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/// Who may know whom.
@AnalyzeClasses(packages = "et.po", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final List<String> PIPELINE =
      List.of(
          "storagewriter",
          "batchwriter",
          "blockchainwriter",
          "blockchainreader",
          "batchreader",
          "storagereader",
          "view",
          "health");

  /// What roles share: what they say, what they say it through, and what the network agrees on.
  private static final String[] SHARED = {
    "et.po.node.messages..",
    "et.po.node.messaging..",
    "et.po.node.ipfs..",
    "et.po.node.bitcoin..",
    "et.po.node.database..",
    "et.po.node.tasks..",
    "et.po.node.works..",
    "et.po.node.status..",
    "et.po.protocol.."
  };

  @ArchTest
  void roles_knowWhatIsSharedAndNotEachOther(JavaClasses all) {
    DescribedPredicate<JavaClass> ours = resideInAnyPackage("et.po..");
    for (String role : PIPELINE) {
      String own = "et.po.node." + role + "..";
      DescribedPredicate<JavaClass> allowed =
          resideInAnyPackage(SHARED).or(resideInAnyPackage(own)).or(simpleName("Role"));
      noClasses()
          .that()
          .resideInAPackage(own)
          .should()
          .dependOnClassesThat(ours.and(DescribedPredicate.not(allowed)))
          .because("a role may run in a process without the others")
          .check(all);
    }
  }

  @ArchTest
  static final ArchRule PORTS_KNOW_NO_ROLE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "et.po.node.messages..",
              "et.po.node.messaging..",
              "et.po.node.ipfs..",
              "et.po.node.bitcoin..",
              "et.po.node.database..",
              "et.po.node.tasks..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "et.po.node.api..",
              "et.po.node.storagewriter..",
              "et.po.node.batchwriter..",
              "et.po.node.blockchainwriter..",
              "et.po.node.blockchainreader..",
              "et.po.node.batchreader..",
              "et.po.node.storagereader..",
              "et.po.node.view..",
              "et.po.node.health..");

  @ArchTest
  static final ArchRule MESSAGES_ARE_RECORDS =
      classes()
          .that()
          .resideInAPackage("et.po.node.messages..")
          .and()
          .areNotInterfaces()
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .beRecords();

  @ArchTest
  static final ArchRule PROTOCOL_KNOWS_NO_FRAMEWORK =
      noClasses()
          .that()
          .resideInAPackage("et.po.protocol..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quarkus..", "jakarta..", "io.smallrye..", "org.jboss..", "et.po.node..")
          .because("third parties check proofs with it");

  @ArchTest
  static final ArchRule PROTOCOL_DOES_NO_IO =
      noClasses()
          .that()
          .resideInAPackage("et.po.protocol..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..", "java.nio.file..", "java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule NOTHING_IS_INJECTED_INTO_FIELDS =
      noFields().should().beAnnotatedWith("jakarta.inject.Inject");

  @ArchTest
  static final ArchRule LOGGERS_ARE_NAMED_ALIKE =
      fields()
          .that()
          .haveRawType("org.jboss.logging.Logger")
          .should()
          .beStatic()
          .andShould()
          .beFinal();

  @ArchTest static final ArchRule NO_JAVA_UTIL_LOGGING = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  /// But the command line, the one-off migration and the embedded servers, which talk to people.
  @ArchTest
  void roles_writeNothingToStandardStreams(JavaClasses all) {
    JavaClasses quiet =
        all.that(resideInAnyPackage("et.po.protocol..").or(resideInAnyPackage("et.po.node.*..")));
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(quiet);
  }

  @ArchTest
  void packages_areNullMarked(JavaClasses all) {
    for (JavaClass type : all) {
      assertTrue(
          type.getPackage().isAnnotatedWith(NullMarked.class),
          () -> type.getPackageName() + " has no @NullMarked package-info");
    }
  }
}
