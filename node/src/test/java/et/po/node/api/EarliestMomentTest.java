package et.po.node.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import et.po.node.works.IssuedDate;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EarliestMomentTest {
  @ParameterizedTest
  @CsvSource({
    "2018-11-05T10:20:30.456Z,        2018-11-05T10:20:30Z",
    "2018-11-05T10:20:30+02:30,       2018-11-05T07:50:30Z",
    "2018-11-05 10:20-0230,           2018-11-05T12:50:00Z",
    "2018-11-05 10:20+05,             2018-11-05T05:20:00Z",
    "2018-11-05T10:20,                2018-11-04T20:20:00Z",
    "2018-11-05,                      2018-11-04T10:00:00Z",
    "2018,                            2017-12-31T10:00:00Z",
    "2018-12-31T24:00Z,               2019-01-01T00:00:00Z",
    "2099-02-30T00:00Z,               2099-03-02T00:00:00Z",
    "2018-007,                        2018-01-06T10:00:00Z",
    "2018-007-05 00:00Z,              2018-07-05T00:00:00Z",
    "2099-01-01T00:00:00+23:00,       2098-12-31T01:00:00Z",
    "9999-12-31T23:59:59-23:59,       +10000-01-01T23:58:59Z",
    "+012018-01-01T00:00Z,            +12018-01-01T00:00:00Z",
    "-002018-01-01T00:00Z,            -2018-01-01T00:00:00Z",
  })
  void of_everyFormOfDate(String date, String earliest) {
    assertEquals(Optional.of(Instant.parse(earliest)), EarliestMoment.of(date));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "20190101", "2019-W01", "yesterday"})
  void of_whatIsNoDate_isEmpty(String text) {
    assertEquals(Optional.empty(), EarliestMoment.of(text));
  }

  /// No claim is refused for a date that readers take for one that is past.
  @Test
  void of_dateThatReadersKnow_isNoLaterThanTheirs() {
    for (String zone : new String[] {"", "Z", "+14:00", "-1200"}) {
      String date = "2026-11-28T14:25:59.999999999" + zone;
      assertTrue(
          !EarliestMoment.of(date).orElseThrow().isAfter(IssuedDate.parse(date).orElseThrow()),
          date);
    }
  }
}
