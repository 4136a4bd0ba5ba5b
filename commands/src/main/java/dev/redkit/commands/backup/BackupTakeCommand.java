package dev.redkit.commands.backup;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.commands.VersionCommand;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.Partial;
import dev.redkit.failure.UsageError;
import dev.redkit.io.AtomicOutput.Rule;
import dev.redkit.io.ByteSizes;
import dev.redkit.io.Compression;
import dev.redkit.io.Progress;
import dev.redkit.redis.Redis;
import dev.redkit.shelf.Keep;
import dev.redkit.shelf.Manifest;
import dev.redkit.shelf.Manifest.Method;
import dev.redkit.shelf.Shelf;
import dev.redkit.take.AofTake;
import dev.redkit.take.Packing;
import dev.redkit.take.Take;
import dev.redkit.take.TakeOptions;
import dev.redkit.take.TakeOptions.Beside;
import dev.redkit.take.TakeOptions.Way;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code redkit backup take}: the data of a server, or of all masters of a cluster, checked while they come. */
final class BackupTakeCommand implements Action {
    private static final List<String> COMPRESSIONS = List.of("none", "gzip", "zstd");

    private final Session session;
    private final Arg folder;
    private final Arg out;
    private final Arg overwrite;
    private final Arg name;
    private final Arg keep;
    private final Arg by;
    private final Arg fromReplica;
    private final Arg rate;
    private final Arg deep;
    private final Arg compress;
    private final Arg seal;
    private final BackupPassphrase passphrase;
    private final Arg functions;
    private final Arg configuration;
    private final Arg users;
    private final Arg aof;

    BackupTakeCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Take a backup as a replica gets its data: all keys at one moment, without a file on the server's disk"
                        + " where it is set up so. What comes is read as an RDB file on its way to the disk; a backup that"
                        + " stands there was read once from front to end, and one that breaks off leaves nothing.",
                "In FOLDER each backup gets a folder of its own with a manifest: server, version, replication offset, keys"
                        + " by database and type, checksums. Of a cluster all masters are taken at the same time."
                        + " Where replication is forbidden, keys are read one by one, which is no point in time and is said.",
                "Exit code 4 when something was left out.");
        syntax.examples(
                "redkit backup take /backups --compress zstd --keep 7d,4w,12m",
                "redkit -c -h cache.internal backup take /backups --from-replica --rate 50mb",
                "redkit backup take --out dump.rdb",
                "REDKIT_BACKUP_PASSPHRASE=… redkit backup take /backups --seal --config --users");
        folder = syntax.parameter("FOLDER", "where backups stand; each gets a folder of its own there", false);
        out = syntax.path("FILE", "write one RDB file instead (.gz, .zst: compressed)", "--out");
        overwrite = syntax.flag("--out may replace a file that is there", "--overwrite");
        name = syntax.option("NAME", "how the backup's name begins (default: after the server)", "--name");
        keep = syntax.option(
                "RULE", "then remove what need not be kept: 7d,4w,12m (see: redkit backup prune --help)", "--keep");
        syntax.section("How it is taken");
        by = syntax.choice(
                Way.class, "by replication or key by key (default: auto, which tries them in this order)", "--by");
        fromReplica = syntax.flag("read a replica of each master, to spare the masters", "--from-replica");
        rate = syntax.option("BYTES", "at most so many bytes in a second from each server: 50mb", "--rate");
        deep = syntax.flag("look into every value on the way, not only for where it ends", "--deep");
        aof = syntax.path(
                "DIR",
                "copy the append-only files of the server from there, its appenddirname on this machine, instead",
                "--aof-dir");
        syntax.section("How it is written");
        compress = syntax.oneOf("how files are compressed (default: none)", COMPRESSIONS, "--compress");
        seal = syntax.flag("encrypt with a passphrase (AES-256-GCM)", "--seal");
        passphrase = new BackupPassphrase(syntax);
        syntax.section("What is taken besides the data");
        functions = syntax.flag("the libraries of functions as a file (they are among the data too)", "--functions");
        configuration = syntax.flag("the configuration, without passwords", "--config");
        users = syntax.flag("the ACL users, with the hashes of their passwords", "--users");
    }

    @Override
    public void run() {
        if (folder.present() == out.present()) {
            throw new UsageError("name either a FOLDER for backups, or one file with --out");
        }
        if (overwrite.present() && folder.present()) {
            throw new UsageError("--overwrite is for --out; in a FOLDER every backup has a name of its own");
        }
        if (session.dryRun()) {
            session.console().note("would take a backup of " + session.target());
            return;
        }
        Keep rule = keep.present() ? Keep.parse(keep.text()) : null;
        Manifest manifest = out.present() ? toFile() : toFolder();
        session.renderer().document(BackupManifestText.document(manifest));
        if (rule != null) {
            new BackupRetention(session).apply(Shelf.at(path(folder)), rule);
        }
        judge(manifest);
    }

    private Manifest toFile() {
        if (!beside().equals(Beside.NOTHING) || keep.present() || aof.present() || name.present()) {
            throw new UsageError(
                    "--out is one file of data; --functions, --config, --users, --aof-dir, --name and --keep want a FOLDER");
        }
        if (compress.present()) {
            throw new UsageError("--compress is for a FOLDER", "--out compresses as its name says: dump.rdb.zst");
        }
        Path file = path(out);
        Compression compression = Compression.ofName(file.getFileName().toString());
        List<Rule> rules = new ArrayList<>(List.of(Rule.AS_IT_IS));
        if (overwrite.present()) {
            rules.add(Rule.OVERWRITE);
        }
        return work((take, progress) -> take.into(file, rules.toArray(Rule[]::new)), packing(compression));
    }

    private Manifest toFolder() {
        if (aof.present()) {
            return copyAof();
        }
        Compression compression = Compression.valueOf(compress.text("none").toUpperCase(Locale.ROOT));
        Path made = work((take, progress) -> take.onto(path(folder)), packing(compression));
        return Shelf.manifest(made).orElseThrow();
    }

    private interface Work<T> {
        T of(Take take, Progress progress);
    }

    private <T> T work(Work<T> work, Packing packing) {
        Progress progress = new Progress();
        progress.expect(Progress.UNKNOWN);
        Redis redis = session.redis();
        Take take = new Take(redis, options(packing), progress, InstantSource.system());
        session.cancellation().watch();
        session.cancellation().onRequest(take::cancel);
        try (ProgressMeter meter = session.meter("take", progress)) {
            return work.of(take, progress);
        }
    }

    private Manifest copyAof() {
        boolean others = List.of(seal, compress, by, fromReplica, deep, rate, functions, configuration, users).stream()
                .anyMatch(Arg::present);
        if (others || passphrase.given()) {
            throw new UsageError("--aof-dir copies files as they are: it goes with FOLDER, --name and --keep only");
        }
        AofTake take = new AofTake(session.redis(), name.text(), VersionCommand.redkit(), InstantSource.system());
        return Shelf.manifest(take.onto(path(folder), path(aof))).orElseThrow();
    }

    private TakeOptions options(Packing packing) {
        return new TakeOptions(
                by.choice(Way.AUTO),
                fromReplica.present(),
                deep.present(),
                packing,
                rate.present() ? bytesPerSecond() : 0,
                beside(),
                name.text(),
                VersionCommand.redkit());
    }

    private double bytesPerSecond() {
        String text = rate.text().endsWith("/s")
                ? rate.text().substring(0, rate.text().length() - 2)
                : rate.text();
        long bytes = ByteSizes.parse(text);
        if (bytes <= 0) {
            throw new UsageError("--rate: '" + rate.text() + "' lets nothing through", "write it as 50mb");
        }
        return bytes;
    }

    private Packing packing(Compression compression) {
        if (passphrase.given() && !seal.present()) {
            throw new UsageError("--passphrase-file is there, but not --seal", "say --seal to encrypt with it");
        }
        return new Packing(compression, seal.present() ? passphrase.demanded("--seal") : null);
    }

    private Beside beside() {
        boolean nothing = !functions.present() && !configuration.present() && !users.present();
        return nothing ? Beside.NOTHING : new Beside(functions.present(), configuration.present(), users.present());
    }

    private static Path path(Arg arg) {
        return Path.of(arg.text().replace("\0", "\\0"));
    }

    private void judge(Manifest manifest) {
        manifest.leftOut().forEach(session.console()::warn);
        boolean partial = manifest.method() == Method.SCAN
                ? manifest.leftOut().size() > manifest.parts().size()
                : !manifest.leftOut().isEmpty();
        if (partial) {
            throw new Partial(
                    "the backup is there, but not all that was wanted is in it", "see left_out in its manifest");
        }
    }
}
