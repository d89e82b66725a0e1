package et.po.node.messaging;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassingFailuresTest {
  private static boolean isPassing(String state) {
    return PassingFailures.isPassing(
        new IllegalStateException(new SQLException("it is refused", state)));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "08006", "25006", "25P03", "28000", "28P01", "3D000", "40001", "42501", "53300", "55P03",
        "57P01", "57P03", "58030", "XX000", ""
      })
  void whatTheDatabaseSaysOfItself_passes(String state) {
    assertTrue(isPassing(state), state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"21000", "22021", "22P02", "23505", "25P02", "42601", "42P01", "54000"})
  void whatItSaysOfTheStatement_doesNot(String state) {
    assertFalse(isPassing(state), state);
  }

  @Test
  void whatIsNotOfTheDatabase_doesNot() {
    assertFalse(PassingFailures.isPassing(new IllegalArgumentException("no claim")));
  }
}
