package et.po.node.storagereader;

import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FileJournalTest {
  private final TestDatabase database = new TestDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  private String plan(String sql, Object... values) {
    return String.join("\n", database.column("explain " + sql, values));
  }

  /// They are looked for each second, among all that are due.
  @Test
  void doubtfulFiles_areFoundByTheirIndex() {
    database.execute(
        "insert into storage_reader.file (file_cid, taken, attempts, due)"
            + " select 'c' || n, (n % 10000 = 0)::int, n % 7, now() - interval '1 hour'"
            + " from generate_series(1, 100000) n");
    database.execute("analyze storage_reader.file");

    String doubtful = plan(FileJournal.DOUBTFUL, 30, 30, 1200, 500);
    assertTrue(doubtful.contains("file_due_idx"), doubtful);
    assertTrue(!doubtful.contains("Seq Scan"), doubtful);
    String seldom = plan(FileJournal.SELDOM_LOOKED_FOR, 30, 30, 1200, 375);
    assertTrue(seldom.contains("file_attempts_looked_due_idx"), seldom);
    String longAgo = plan(FileJournal.LONG_NOT_LOOKED_FOR, 30, 30, 1200, 125);
    assertTrue(longAgo.contains("file_looked_due_idx"), longAgo);
  }
}
