package dev.redkit.commands.ops;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.doctor.Rule;
import dev.redkit.doctor.rules.Rules;
import dev.redkit.render.Column;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import java.util.List;

/** {@code redkit doctor rules}: what is looked for. */
final class DoctorRulesCommand implements Action {
    private final Session session;

    DoctorRulesCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.examples("redkit doctor rules", "redkit doctor rules -o csv");
    }

    @Override
    public void run() {
        Renderer renderer = session.renderer();
        renderer.begin(List.of(Column.left("severity"), Column.left("rule"), Column.left("why")));
        for (Rule rule : Rules.all()) {
            renderer.row(List.of(
                    Value.of(Arg.word(rule.severity())),
                    Value.of(rule.id()),
                    Value.of(rule.advice().why())));
        }
        renderer.end();
    }
}
