package et.po.node.api;

import et.po.protocol.ipfs.Cid;
import et.po.protocol.json.Json;
import et.po.protocol.json.JsonArray;
import et.po.protocol.json.JsonObject;
import et.po.protocol.json.JsonString;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/// Files that works consist of.
@Path("/files")
@RunOnVirtualThread
public class FilesResource {
  private final StoredFiles files;
  private final Gateway gateway;
  private final String archiveUrlPrefix;

  public FilesResource(
      StoredFiles files,
      Gateway gateway,
      @ConfigProperty(name = "node.archive-url-prefix") String archiveUrlPrefix) {
    this.files = files;
    this.gateway = gateway;
    this.archiveUrlPrefix = archiveUrlPrefix;
  }

  /// Stores every file part of the form, whatever its field is called.
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Response post(@RestForm(FileUpload.ALL) List<FileUpload> uploads)
      throws IOException, SQLException {
    if (uploads.isEmpty()) {
      throw noFile();
    }
    List<Json> stored = new ArrayList<>();
    for (FileUpload upload : uploads) {
      try (InputStream content = Files.newInputStream(upload.uploadedFile())) {
        stored.add(json(files.store(content)));
      }
    }
    return Answers.json(new JsonArray(stored).text()).build();
  }

  /// Anything but a form has no file.
  @POST
  @Consumes(MediaType.WILDCARD)
  public Response postOther() {
    throw noFile();
  }

  private static FaultException noFile() {
    return Fault.NO_FILE.because(
        "No file found.", "A file is sent as multipart/form-data, in a part with a file name.");
  }

  private JsonObject json(Cid cid) {
    SequencedMap<String, Json> members = new LinkedHashMap<>();
    members.put("hash", new JsonString(cid.toString()));
    members.put("archiveUrl", new JsonString(archiveUrlPrefix + "/" + cid));
    return new JsonObject(members);
  }

  /// A file that this node has.
  @GET
  @Path("/{cid}")
  public Response get(@PathParam("cid") String cid) {
    return gateway.file(cid);
  }
}
