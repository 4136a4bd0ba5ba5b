package dev.redkit.model;

import dev.redkit.failure.NotFound;
import dev.redkit.failure.ServerRefused;
import dev.redkit.format.ModelFile;
import dev.redkit.redis.Redis;
import dev.redkit.tensor.Tensor;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The tensors of a model in RedisAI, read like a file: those whose keys begin as {@link AiTensors} makes them. */
public final class AiModels implements ModelFile {
    private static final String SOME = "1000";
    private static final String OTHERWISE = "models in other layouts are exported without --layout";

    private final Redis redis;
    private final Masters masters;
    private final List<Tensor> tensors = new ArrayList<>();

    private AiModels(Redis redis) {
        this.redis = redis;
        this.masters = new Masters(redis);
    }

    public static AiModels open(Redis redis, String model) {
        ServerModule.REDIS_AI.require(redis, OTHERWISE);
        AiModels opened = new AiModels(redis);
        try {
            opened.find(model);
            return opened;
        } catch (ServerRefused e) {
            opened.close();
            throw ServerModule.REDIS_AI.explain(e, redis, OTHERWISE);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void find(String model) {
        String start = AiTensors.key(model, "");
        Wire wire = masters.of(Texts.bytes(start));
        TreeSet<String> keys = new TreeSet<>();
        String cursor = "0";
        do {
            Reply reply =
                    wire.demand("SCAN", cursor, "MATCH", escaped(start) + "*", "COUNT", SOME, "TYPE", AiTensors.TYPE);
            cursor = reply.items().get(0).text();
            reply.items().get(1).items().forEach(key -> keys.add(key.text()));
        } while (!cursor.equals("0"));
        if (keys.isEmpty()) {
            throw new NotFound(
                    "there is no tensor " + start + "… on " + redis.target().address(),
                    "redkit model import FILE " + model + " --layout redisai");
        }
        for (String key : keys) {
            tensors.add(tensor(key, key.substring(start.length())));
        }
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\*?\\[\\]])", "\\\\$1");
    }

    private Tensor tensor(String key, String name) {
        Tensor[] made = new Tensor[1];
        made[0] = AiTensors.tensor(name, ask(key, "META"), () -> blob(key, made[0]));
        return made[0];
    }

    private InputStream blob(String key, Tensor tensor) {
        return AiTensors.blob(tensor, ask(key, "BLOB"));
    }

    private Reply ask(String key, String what) {
        Reply reply = masters.of(Texts.bytes(key)).call("AI.TENSORGET", key, what);
        if (reply instanceof Reply.Err error) {
            throw Refusal.failure(error, "AI.TENSORGET of " + key);
        }
        return reply;
    }

    @Override
    public String format() {
        return "redisai";
    }

    @Override
    public List<Tensor> tensors() {
        return List.copyOf(tensors);
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }

    @Override
    public void close() {
        masters.close();
    }
}
