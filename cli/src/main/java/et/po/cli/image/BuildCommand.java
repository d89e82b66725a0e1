package et.po.cli.image;

import et.po.cli.Checkout;
import et.po.cli.CommandException;
import et.po.cli.Console;
import et.po.cli.ExitCode;
import et.po.cli.JsonOption;
import et.po.cli.Members;
import et.po.cli.Trouble;
import et.po.cli.Version;
import et.po.images.Base;
import et.po.images.BuiltImage;
import et.po.images.ImageBuild;
import et.po.images.ImageException;
import et.po.images.Program;
import et.po.images.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `poet image build`: makes the images.
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    description = {
      "Makes container images of the programs that are built.",
      "It needs neither a container engine nor a registry: NAME.tar is an OCI image layout for"
          + " podman, docker or containerd, NAME.digest what a deployment names, NAME.cdx.json its"
          + " bill of materials."
    },
    footer = {
      "",
      "Examples:  poet image build",
      "           poet image build node --key cosign.pem --output /srv/images",
      "           poet image build --base tar:/srv/base/java-25.tar"
    })
final class BuildCommand implements Callable<Integer> {
  private static final List<String> PROGRAMS = List.of("node", "frost");

  private final Console console;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "node or frost; both without one.")
  private List<String> names = List.of();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where they are written; without it target/images.")
  private Optional<Path> output = Optional.empty();

  @Option(
      names = "--base",
      paramLabel = "IMAGE",
      description = {
        "Another image with Java 25 on its path to build on: tar:FILE, or its name in",
        "a registry. Without it a runtime is made of the JDK here."
      })
  private Optional<String> base = Optional.empty();

  @Option(
      names = "--no-cache",
      description = {
        "Without the cache that makes the start faster: then the same commit makes the",
        "same bytes."
      })
  private boolean uncached;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "A private key of the curve P-256, in PEM, that signs them.")
  private Optional<Path> key = Optional.empty();

  @Mixin private JsonOption json = new JsonOption();

  BuildCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Checkout checkout = Checkout.ofLauncher();
    for (String name : names) {
      if (!PROGRAMS.contains(name)) {
        throw CommandException.misuse(
            "There is no program %s; there are %s.".formatted(name, String.join(", ", PROGRAMS)));
      }
    }
    try {
      if (key.isPresent()) {
        Seal.require(key.get());
      }
      build(checkout);
      return ExitCode.DONE;
    } catch (ImageException e) {
      throw CommandException.unable(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw CommandException.unable("The images were not made. " + Trouble.sentence(e), e);
    }
  }

  private void build(Checkout checkout) throws ImageException, IOException {
    Path directory = output.orElse(checkout.root().resolve("target/images"));
    Files.createDirectories(directory);
    List<Program> programs =
        PROGRAMS.stream()
            .filter(name -> names.isEmpty() || names.contains(name))
            .map(name -> new Program(name, checkout.built(name + "/target/quarkus-app")))
            .toList();
    for (Program program : programs) {
      sayWhereItDiffers(checkout, program);
    }
    ImageBuild build =
        new ImageBuild(
            directory, Version.number(), new Base(base), !uncached, console.progress()::step);
    for (BuiltImage image : build.build(programs)) {
      if (key.isPresent()) {
        Seal.sign(image, key.get());
      }
      answer(image);
    }
  }

  /// An image is of what was built, which need not be what the checkout is at by now.
  private void sayWhereItDiffers(Checkout checkout, Program program)
      throws ImageException, IOException {
    String built = program.builtFrom().revision();
    String commit = Commit.of(checkout.root());
    if (!built.equals(commit)) {
      console.say(
          "The image of %s is of %s, which it was built from; the checkout is at %s."
              .formatted(program.name(), built, commit));
    }
  }

  private void answer(BuiltImage image) throws IOException {
    long bytes = Files.size(image.archive());
    if (json.isSet()) {
      console.answer(
          new Members()
              .put("archive", image.archive().toString())
              .put("digest", image.digest())
              .put("bytes", bytes)
              .object());
    } else {
      console.answer(
          "%s  %s  %.1f MB".formatted(image.archive(), image.digest(), bytes / 1_000_000.0));
    }
  }
}
