package dev.redkit.target;

import dev.redkit.failure.UsageError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where Redis is and how to speak to it. Immutable; prints without secrets. */
public final class Target {
    /** What kind of front door the addresses are. */
    public enum Mode {
        STANDALONE,
        SENTINEL,
        CLUSTER
    }

    private final Builder settings;

    private Target(Builder settings) {
        this.settings = settings;
    }

    public static Builder standalone(Address address) {
        return new Builder(Mode.STANDALONE, List.of(address));
    }

    public static Builder cluster(List<Address> seeds) {
        return new Builder(Mode.CLUSTER, seeds);
    }

    public static Builder sentinel(List<Address> sentinels, String master) {
        Builder builder = new Builder(Mode.SENTINEL, sentinels);
        builder.master = master;
        return builder;
    }

    public Mode mode() {
        return settings.mode;
    }

    /** The server, the cluster's seeds, or the sentinels. Never empty. */
    public List<Address> addresses() {
        return settings.addresses;
    }

    public Address address() {
        return settings.addresses.get(0);
    }

    /** The name under which the sentinels know the master. */
    public String master() {
        return settings.master;
    }

    public Credentials credentials() {
        return settings.credentials;
    }

    /** Sentinels have their own users; those of the server are never sent to them. */
    public Credentials sentinelCredentials() {
        return settings.sentinelCredentials;
    }

    public Optional<Tls> tls() {
        return Optional.ofNullable(settings.tls);
    }

    /** The keys and the trust of {@link #tls}, read on first use and shared by all that was made from this target. */
    public Optional<TlsContext> tlsContext() {
        return Optional.ofNullable(settings.tlsContext).map(LazyTls::get);
    }

    public int db() {
        return settings.db;
    }

    /** RESP 2 or 3. */
    public int protocol() {
        return settings.protocol;
    }

    public Duration timeout() {
        return settings.timeout;
    }

    public String clientName() {
        return settings.clientName;
    }

    /** The same target, to be changed in one point. */
    public Builder but() {
        return settings.copy();
    }

    /** The same credentials and TLS, at one node's own address. */
    public Target node(Address address) {
        Builder builder = but();
        builder.mode = Mode.STANDALONE;
        builder.addresses = List.of(address);
        return builder.build();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        switch (settings.mode) {
            case STANDALONE -> text.append(address());
            case CLUSTER -> text.append("cluster ").append(joined());
            case SENTINEL ->
                text.append("master '")
                        .append(master())
                        .append("' of sentinels ")
                        .append(joined());
        }
        if (settings.db != 0) {
            text.append(" db ").append(settings.db);
        }
        return tls().isPresent() ? text.append(" (TLS)").toString() : text.toString();
    }

    private String joined() {
        StringBuilder text = new StringBuilder();
        for (Address address : addresses()) {
            text.append(text.length() == 0 ? "" : ",").append(address);
        }
        return text.toString();
    }

    /** Files are read when the first connection needs them, not when a target is described. */
    private static final class LazyTls {
        private final Tls tls;
        private TlsContext context;

        LazyTls(Tls tls) {
            this.tls = tls;
        }

        synchronized TlsContext get() {
            if (context == null) {
                context = TlsContext.of(tls);
            }
            return context;
        }
    }

    /** Collects the settings of a {@link Target}. */
    public static final class Builder {
        private Mode mode;
        private List<Address> addresses;
        private String master;
        private Credentials credentials = Credentials.NONE;
        private Credentials sentinelCredentials = Credentials.NONE;
        private Tls tls;
        private LazyTls tlsContext;
        private int db;
        private int protocol = 3;
        private Duration timeout = Duration.ofSeconds(10);
        private String clientName = "redkit";

        private Builder(Mode mode, List<Address> addresses) {
            if (addresses.isEmpty()) {
                throw new UsageError("no server address was given");
            }
            this.mode = mode;
            this.addresses = List.copyOf(addresses);
        }

        private Builder copy() {
            Builder copy = new Builder(mode, addresses);
            copy.master = master;
            copy.credentials = credentials;
            copy.sentinelCredentials = sentinelCredentials;
            copy.tls = tls;
            copy.tlsContext = tlsContext;
            copy.db = db;
            copy.protocol = protocol;
            copy.timeout = timeout;
            copy.clientName = clientName;
            return copy;
        }

        /** Takes the one server for the seed of a cluster; sentinels lead to no cluster. */
        public Builder cluster() {
            if (mode == Mode.SENTINEL) {
                throw new UsageError("sentinels lead to one master, not to a cluster", "leave -c (--cluster) out");
            }
            mode = Mode.CLUSTER;
            return this;
        }

        public Builder credentials(Credentials value) {
            credentials = value;
            return this;
        }

        public Builder sentinelCredentials(Credentials value) {
            sentinelCredentials = value;
            return this;
        }

        /** Encrypts; null switches TLS off. */
        public Builder tls(Tls value) {
            tls = value;
            tlsContext = value == null ? null : new LazyTls(value);
            return this;
        }

        public Builder db(int value) {
            db = value;
            return this;
        }

        public Builder protocol(int value) {
            protocol = value;
            return this;
        }

        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        public Builder clientName(String value) {
            clientName = value;
            return this;
        }

        public Target build() {
            if (db < 0) {
                throw new UsageError("database " + db + " does not exist: numbers start at 0");
            }
            if (mode == Mode.CLUSTER && db != 0) {
                throw new UsageError("a cluster has only database 0", "leave --db out, or --cluster");
            }
            if (tls != null && addresses.stream().anyMatch(Address::isUnix)) {
                throw new UsageError("a unix socket does not speak TLS", "leave --tls out");
            }
            if (mode != Mode.STANDALONE && addresses.stream().anyMatch(Address::isUnix)) {
                throw new UsageError("a unix socket leads to one server, not to a cluster or to sentinels");
            }
            if (protocol != 2 && protocol != 3) {
                throw new UsageError("protocol " + protocol + " is not RESP 2 or 3");
            }
            return new Target(copy());
        }
    }
}
