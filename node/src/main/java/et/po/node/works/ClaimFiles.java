package et.po.node.works;

import et.po.node.database.Database;
import et.po.node.database.Sql;
import et.po.protocol.ipfs.Cid;
import java.sql.SQLException;
import java.util.Optional;

/// Which claims are in which files, as the read model has them.
public record ClaimFiles(Database database) {
  /// The JSON of the claim that is in this file, as one of its files has it; empty when the read
  /// model does not know it (yet).
  public Optional<String> findClaim(Cid file) throws SQLException {
    return database.inTransaction(transaction ->
        Sql.find(
            transaction,
            row -> row.getString(1),
            "select json from view.file join view.claim using (claim_id) where file_cid = ?",
            file.toString()));
  }
}
