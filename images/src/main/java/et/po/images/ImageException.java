package et.po.images;

/// An image cannot be made, or is not what it should be; the message is a sentence for people.
public final class ImageException extends Exception {
  private static final long serialVersionUID = 1;

  public ImageException(String sentence) {
    super(sentence);
  }

  public ImageException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
