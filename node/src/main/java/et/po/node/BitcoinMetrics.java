package et.po.node;

import et.po.node.bitcoin.BitcoinProblem;
import et.po.node.bitcoin.BitcoinProblem.Kind;
import et.po.node.blockchainreader.BlockchainReader;
import et.po.node.blockchainwriter.AnchorFigures;
import et.po.node.blockchainwriter.BlockchainWriter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// What operators watch of Bitcoin, of the roles that run here: docs/operations/bitcoin.md says
/// what each means.
final class BitcoinMetrics implements MeterBinder {
  private final Roles roles;
  private final BlockchainWriter writer;
  private final BlockchainReader reader;

  BitcoinMetrics(Roles roles, BlockchainWriter writer, BlockchainReader reader) {
    this.roles = roles;
    this.writer = writer;
    this.reader = reader;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Set<String> running = roles.problems().keySet();
    if (running.contains(reader.name())) {
      problems(registry, reader.name(), reader::bitcoinProblems);
    }
    if (running.contains(writer.name())) {
      problems(registry, writer.name(), writer::bitcoinProblems);
      figure(registry, "height", AnchorFigures::height);
      figure(registry, "tip.age.seconds", AnchorFigures::tipAgeSeconds);
      figure(registry, "balance.satoshis", AnchorFigures::balance);
      figure(registry, "fees.day.satoshis", AnchorFigures::spentLastDay);
      figure(registry, "fees.day.cap.satoshis", AnchorFigures::dailyCap);
      figure(registry, "batches.waiting", AnchorFigures::waiting);
      figure(registry, "anchors.unmined", AnchorFigures::unmined);
      figure(registry, "anchors.shallow", AnchorFigures::shallow);
      figure(registry, "oldest.unmined.seconds", AnchorFigures::oldestSeconds);
    }
  }

  private static void problems(
      MeterRegistry registry, String role, Supplier<List<BitcoinProblem>> problems) {
    for (Kind kind : Kind.values()) {
      Gauge.builder("poet.bitcoin.problem", () -> has(problems.get(), kind) ? 1 : 0)
          .description("1 while this keeps from working with Bitcoin")
          .tag("role", role)
          .tag("kind", kind.label())
          .register(registry);
    }
  }

  private static boolean has(List<BitcoinProblem> problems, Kind kind) {
    return problems.stream().anyMatch(problem -> problem.kind() == kind);
  }

  private void figure(MeterRegistry registry, String name, ToLongFunction<AnchorFigures> figure) {
    Gauge.builder("poet.bitcoin." + name, () -> figure.applyAsLong(writer.figures()))
        .register(registry);
  }
}
