package et.po.frost.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import et.po.frost.faults.Fault;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultAnswersTest {
  /// 28P01 is a password that the database does not take, as while it is being rotated.
  @ParameterizedTest
  @ValueSource(strings = {"08001", "08006", "28000", "28P01", "53300", "57P01", "57P03"})
  void databaseThatTakesNoConnection_isAway(String state) {
    Response answer = FaultAnswers.of(new SQLException("no", state), Optional.empty());

    assertEquals(503, answer.status());
    assertEquals(Fault.DATABASE_AWAY.exception().sentence(), answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "42P01", "57014"})
  void statementThatFails_isOurMistake(String state) {
    Response answer = FaultAnswers.of(new SQLException("no", state), Optional.empty());

    assertEquals(500, answer.status());
  }
}
