package et.po.node.testing;

import et.po.node.blockchainwriter.BlockchainWriterSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// Settings that a test changes: nothing is replaced, and nothing costs too much.
public final class WriterSettings implements BlockchainWriterSettings {
  public Duration rebroadcast = Duration.ofMinutes(1);
  public Duration replaceAfter = Duration.ofDays(1);
  public int replaceAfterBlocks = 6;
  public int confirmations = 100;
  public double highestFeeRate = 100;
  public OptionalLong dailyCap = OptionalLong.empty();
  public Optional<String> mainnet = Optional.empty();

  @Override
  public String prefix() {
    return "POET";
  }

  @Override
  public Optional<String> mainnet() {
    return mainnet;
  }

  @Override
  public Duration rebroadcast() {
    return rebroadcast;
  }

  @Override
  public double lowestFeeRate() {
    return 1;
  }

  @Override
  public double highestFeeRate() {
    return highestFeeRate;
  }

  @Override
  public OptionalLong dailyCap() {
    return dailyCap;
  }

  @Override
  public int replaceAfterBlocks() {
    return replaceAfterBlocks;
  }

  @Override
  public Duration replaceAfter() {
    return replaceAfter;
  }

  @Override
  public int confirmations() {
    return confirmations;
  }

  @Override
  public long lowBalance() {
    return 100_000;
  }
}
