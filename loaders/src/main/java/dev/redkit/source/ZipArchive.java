package dev.redkit.source;

import dev.redkit.failure.BadInput;
import dev.redkit.io.Input;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** A zip file: its directory tells where the members are. */
final class ZipArchive extends Archive {
    ZipArchive(Path file, RowSources sources) {
        super(file, sources);
    }

    private ZipFile zip() throws IOException {
        try {
            return ZipFile.builder().setPath(file()).get();
        } catch (IllegalArgumentException e) {
            throw broken(e);
        }
    }

    @Override
    List<Member> list() throws IOException {
        List<Member> members = new ArrayList<>();
        try (ZipFile zip = zip()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (!entry.isDirectory()) {
                    String version = entry.getSize() + " " + Long.toHexString(entry.getCrc());
                    members.add(new Member(members.size(), entry.getName(), entry.getSize(), version));
                }
            }
        }
        return members;
    }

    @Override
    Comparator<Member> inOrder() {
        return Comparator.comparing(Member::name);
    }

    @Override
    Input open(String name, Member member) throws IOException {
        ZipFile zip = zip();
        try {
            ZipArchiveEntry entry = zip.getEntry(member.name());
            if (entry == null || !zip.canReadEntryData(entry)) {
                throw new BadInput(
                        name + " is encrypted, or compressed in a way that is not known",
                        "unpack it with its own tool");
            }
            return Input.of(name, member.size(), with(zip, zip.getInputStream(entry)));
        } catch (IOException | RuntimeException e) {
            try (zip) {
                throw e;
            }
        }
    }

    private static InputStream with(ZipFile zip, InputStream content) {
        return new FilterInputStream(content) {
            @Override
            public void close() throws IOException {
                try (zip) {
                    super.close();
                }
            }
        };
    }

    @Override
    String fingerprint(Member member) {
        return file().getFileName() + "!" + member.name() + " " + member.version();
    }
}
