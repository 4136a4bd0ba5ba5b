package dev.redkit.commands;

/** {@code redkit init}: writes the connection options it is given as a profile. */
final class InitCommand implements Action {
    private final Session session;
    private final Arg name;
    private final Arg passCommand;
    private final Arg guarded;
    private final Arg standard;

    InitCommand(Syntax syntax, Session session) {
        this.session = session;
        name = syntax.parameter("NAME", "what the profile is called", true);
        passCommand = syntax.option("COMMAND", "prints the password, anew for each connection", "--pass-command");
        guarded = syntax.flag("ask before anything is changed on this server", "--protected");
        standard = syntax.flag("use this profile when nothing else names a server", "--default");
        syntax.description(
                "Write the connection options of this command line to the configuration file, as a profile.",
                "Passwords are not written: --pass-command and --pass-file say where they come from.");
        syntax.examples(
                "redkit init local -p 6380",
                "redkit init prod -u rediss://redis.example:6380 --user app --pass-command 'vault read …' --protected",
                "redkit --profile prod ping");
    }

    @Override
    public void run() {
        session.console()
                .note("wrote profile '" + name.text() + "' to "
                        + session.saveProfile(name.text(), passCommand.text(), guarded.present(), standard.present()));
    }
}
