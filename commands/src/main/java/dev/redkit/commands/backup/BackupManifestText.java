package dev.redkit.commands.backup;

import dev.redkit.render.Value;
import dev.redkit.shelf.Manifest;
import dev.redkit.shelf.Manifest.Part;
import java.util.List;
import java.util.Locale;

/** What a backup is, as a document. */
final class BackupManifestText {
    private BackupManifestText() {}

    static Value.Fields document(Manifest manifest) {
        return new Value.Fields()
                .put("name", manifest.name())
                .put("target", manifest.target())
                .put("method", manifest.method().name().toLowerCase(Locale.ROOT))
                .put("point_in_time", manifest.method() == Manifest.Method.REPLICATION)
                .put("keys", manifest.keys())
                .put("bytes", BackupText.size(manifest.bytes()))
                .put("plain_bytes", BackupText.size(manifest.plainBytes()))
                .put("seconds", Value.of(manifest.seconds()))
                .put("parts", parts(manifest.parts()))
                .put(
                        "extras",
                        Value.list(manifest.extras().stream()
                                .map(Manifest.Extra::file)
                                .toList()))
                .put("left_out", Value.list(manifest.leftOut()));
    }

    private static Value parts(List<Part> parts) {
        return new Value.Items(parts.stream()
                .<Value>map(part -> new Value.Fields()
                        .put("file", part.file())
                        .put("server", part.origin().server())
                        .put("keys", part.content().keys())
                        .put("bytes", part.bytes())
                        .put("sha256", part.sha256()))
                .toList());
    }
}
