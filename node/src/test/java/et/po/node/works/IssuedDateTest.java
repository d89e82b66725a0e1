package et.po.node.works;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuedDateTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000",
        "0000-01-01",
        "0000-366",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-10:00",
        "2019-02-30",
      })
  void parse_dateThatTheDatabaseDoesNotHave_isEmpty(String text) {
    assertEquals(Optional.empty(), IssuedDate.parse(text));
  }

  @Test
  void parse_firstAndLastMoment() {
    assertEquals(Optional.of(Instant.parse("0001-01-01T00:00:00Z")), IssuedDate.parse("0001"));
    assertEquals(
        Optional.of(Instant.parse("9999-12-31T23:59:59Z")),
        IssuedDate.parse("9999-12-31T23:59:59Z"));
  }
}
