package et.po.benchmarks;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// How many claims each stage of a node that catches up is through with, and how fast.
final class Stages {
  private final Database database;
  private final int claims;
  private final long start = System.nanoTime();
  private final List<Stage> stages =
      List.of(
          new Stage("batch-reader", "select count(*) from view.member where path is not null"),
          new Stage(
              "storage-reader", "select count(*) from storage_reader.file where done is not null"),
          new Stage("view", "select count(*) from view.file where verdict is not null"));

  Stages(Database database, int claims) {
    this.database = database;
    this.claims = claims;
  }

  /// A stage, and when its first and last claims were seen behind it, and half of all.
  private static final class Stage {
    private final String name;
    private final String sql;
    private long count;
    private long begun;
    private long ended;
    private long half;
    private long halfCount;

    Stage(String name, String sql) {
      this.name = name;
      this.sql = sql;
    }
  }

  /// Looks once; true when the last stage is through.
  boolean look() throws SQLException {
    for (Stage stage : stages) {
      if (stage.count < claims) {
        stage.count = count(stage.sql);
        stage.ended = System.nanoTime();
        if (stage.count > 0 && stage.begun == 0) {
          stage.begun = stage.ended;
        }
        if (stage.count >= claims / 2 && stage.half == 0) {
          stage.half = stage.ended;
          stage.halfCount = stage.count;
        }
      }
    }
    return stages.stream().allMatch(stage -> stage.count >= claims);
  }

  private long count(String sql) throws SQLException {
    return database.inTransaction(
        transaction -> Sql.find(transaction, row -> row.getLong(1), sql).orElse(0L));
  }

  String line() {
    double seconds = (System.nanoTime() - start) / 1e9;
    return String.format(
        Locale.ROOT,
        "  %4.0f s  %s of %d; %.0f claims/s",
        seconds,
        stages.stream()
            .map(stage -> stage.name + " " + stage.count)
            .collect(Collectors.joining(", ")),
        claims,
        stages.getLast().count / seconds);
  }

  /// Claims a second of each stage while it was at work, with all others at work beside it; of the
  /// last one in the second half, when the program is warm; and of all from the node's start to its
  /// last claim.
  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (Stage stage : stages) {
      figures.add(
          Figure.unbound(
              "rebuild, " + stage.name,
              Samples.of(claims * 1e9 / Math.max(1, stage.ended - stage.begun)),
              "claims/s"));
    }
    Stage last = stages.getLast();
    figures.add(
        Figure.unbound(
            "rebuild, second half",
            Samples.of((claims - last.halfCount) * 1e9 / Math.max(1, last.ended - last.half)),
            "claims/s"));
    figures.add(
        Figure.of(
            "rebuild, from start to end",
            Samples.of(claims * 1e9 / (last.ended - start)),
            "claims/s",
            Bound.atLeast(2_000, "claims/s")));
    return figures;
  }
}
