package dev.redkit.source;

import dev.redkit.failure.BadInput;
import dev.redkit.io.Input;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * A tar file, compressed or not. It can only be read from its beginning, so members are taken in the order in which they
 * lie there, and the stream stays open from one to the next.
 */
final class TarArchive extends Archive {
    private Walk walk;

    TarArchive(Path file, RowSources sources) {
        super(file, sources);
    }

    /** A way through the archive. */
    private static final class Walk {
        private final TarArchiveInputStream tar;
        private int next;

        Walk(Path file) {
            tar = new TarArchiveInputStream(Input.open(file).stream());
        }

        TarArchiveEntry next() throws IOException {
            try {
                TarArchiveEntry entry = tar.getNextEntry();
                while (entry != null && !entry.isFile()) {
                    entry = tar.getNextEntry();
                }
                next++;
                return entry;
            } catch (IllegalArgumentException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    @Override
    List<Member> list() throws IOException {
        List<Member> members = new ArrayList<>();
        Walk all = new Walk(file());
        try (all.tar) {
            for (TarArchiveEntry entry = all.next(); entry != null; entry = all.next()) {
                if (members.size() == MOST_MEMBERS) {
                    throw new BadInput(file() + " has more than " + MOST_MEMBERS + " files in it");
                }
                members.add(new Member(members.size(), entry.getName(), entry.getSize(), ""));
            }
        }
        return members;
    }

    @Override
    Comparator<Member> inOrder() {
        return Comparator.comparingInt(Member::index);
    }

    @Override
    Input open(String name, Member member) throws IOException {
        if (walk == null || walk.next > member.index()) {
            closeWalk();
            walk = new Walk(file());
        }
        TarArchiveEntry entry = null;
        while (walk.next <= member.index()) {
            entry = walk.next();
            if (entry == null) {
                throw new BadInput(name + " is no longer there");
            }
        }
        if (!walk.tar.canReadEntryData(entry)) {
            throw new BadInput(name + " is written in a way that is not known");
        }
        return Input.of(name, member.size(), unclosed(walk.tar));
    }

    private void closeWalk() throws IOException {
        if (walk != null) {
            walk.tar.close();
        }
    }

    /** The end of a member is not the end of the archive. */
    private static InputStream unclosed(InputStream tar) {
        return new FilterInputStream(tar) {
            @Override
            public void close() {
                // The next member may be wanted.
            }
        };
    }

    @Override
    String fingerprint(Member member) {
        return Fingerprint.of(file()) + "!" + member.name();
    }
}
