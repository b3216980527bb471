"""The commands of the shop as data; they need the extra `goen[shop]`."""

from __future__ import annotations

from goen.cli._option import HELP, LANG, Command, Group, Option
from goen.japanese import Text

HOME = Option(
    "--home",
    "DIR",
    Text(
        "データのフォルダー。指定がなければ GOEN_HOME、次にこの機械のいつもの場所",
        "the data folder; otherwise GOEN_HOME, then the usual place of this system",
    ),
)
_OPTIONS = Text("選べること", "Options")

INIT = Command(
    name="init",
    help=Text("画面を使わずに、会社と社長を用意します", "make the company and its president"),
    usage="goen init --company NAME --president EMAIL --password-file FILE [options]",
    examples=(
        "goen init --home shop/ --company みどり堂 --president aoi@example.jp "
        "--password-file password.txt",
    ),
    groups=(
        Group(
            _OPTIONS,
            (
                HOME,
                Option(
                    "--company", "NAME", Text("会社の名前", "name of the company"), required=True
                ),
                Option(
                    "--president",
                    "EMAIL",
                    Text(
                        "社長のメールアドレス。これで入ります", "the president's e-mail, to sign in"
                    ),
                    required=True,
                ),
                Option(
                    "--password-file",
                    "FILE",
                    Text(
                        "社長のパスワードを1行目に書いたファイル（- は標準入力）",
                        "file whose first line is the password (- is standard input)",
                    ),
                    required=True,
                ),
                Option(
                    "--name",
                    "NAME",
                    Text(
                        "社長の名前。指定がなければ社長",
                        "the president's name; otherwise President",
                    ),
                ),
                Option(
                    "--purpose",
                    "TEXT",
                    Text(
                        "何のためにお客様を管理するか、ひとことで",
                        "what customer management is for, in one sentence",
                    ),
                ),
                Option(
                    "--preset",
                    "mail_order|retail|salon|restaurant|wholesale",
                    Text("業種", "the trade"),
                    default="mail_order",
                ),
                Option("--language", "ja|en", Text("画面の言葉", "language of the pages")),
                LANG,
                HELP,
            ),
        ),
    ),
)

SERVE = Command(
    name="serve",
    help=Text("お客様の台帳を開きます", "open the ledger of customers"),
    usage="goen serve [options]",
    examples=(
        "goen serve",
        "goen serve --home shop/ --host 0.0.0.0",
        "goen serve --tls-cert shop.crt --tls-key shop.key --host 0.0.0.0 --port 8443",
    ),
    groups=(
        Group(
            _OPTIONS,
            (
                HOME,
                Option(
                    "--host",
                    "ADDRESS",
                    Text(
                        "どこからの接続を受けるか。0.0.0.0 なら社内のほかの機械からも開けます",
                        "where to listen; 0.0.0.0 lets the other machines of the office in",
                    ),
                    default="127.0.0.1",
                ),
                Option("--port", "N", Text("ポート番号", "port"), default="8000"),
                Option(
                    "--tls-cert",
                    "FILE",
                    Text("https にする証明書（PEM）", "certificate (PEM), for https"),
                ),
                Option(
                    "--tls-key",
                    "FILE",
                    Text("証明書の鍵（PKCS#8 の PEM）", "key of the certificate (PEM, PKCS#8)"),
                ),
                Option(
                    "--browser", "", Text("ブラウザーも開きます", "open it in the browser, too")
                ),
                LANG,
                HELP,
            ),
        ),
    ),
)

BACKUP = Command(
    name="backup",
    help=Text(
        "開いたままでも、すべてを1つのファイルにします",
        "put everything into one file, even while open",
    ),
    usage="goen backup [options]",
    examples=("goen backup", "goen backup --home shop/ --to /media/usb/"),
    groups=(
        Group(
            _OPTIONS,
            (
                HOME,
                Option(
                    "--to",
                    "FILE",
                    Text(
                        "書くファイルかフォルダー。指定がなければデータのフォルダーの backups",
                        "file or folder to write; otherwise backups in the data folder",
                    ),
                ),
                Option(
                    "--password-file",
                    "FILE",
                    Text(
                        "1行目のパスワードで鍵をかけます（- は標準入力）。忘れると戻せません",
                        "lock it with the password in the first line (- is standard input); "
                        "forgotten, it cannot be restored",
                    ),
                ),
                LANG,
                HELP,
            ),
        ),
    ),
)

RESTORE = Command(
    name="restore",
    help=Text("バックアップを確かめて、フォルダーに戻します", "check a backup and put it in place"),
    usage="goen restore FILE [options]",
    files=Text("goen backup が書いたファイル", "a file that goen backup wrote"),
    examples=("goen restore goen-20261122-030000-daily.goen.zip --home shop2/",),
    groups=(
        Group(
            _OPTIONS,
            (
                HOME,
                Option(
                    "--replace",
                    "",
                    Text(
                        "今のデータと入れかえます（今のデータは別の名前で残ります）",
                        "put it in place of the present data (which are kept under another name)",
                    ),
                ),
                Option(
                    "--password-file",
                    "FILE",
                    Text(
                        "鍵をかけたバックアップのパスワードを1行目に書いたファイル（- は標準入力）",
                        "file whose first line is the password of a locked backup "
                        "(- is standard input)",
                    ),
                ),
                LANG,
                HELP,
            ),
        ),
    ),
)

MOVE_TO = Command(
    name="move-to",
    help=Text("すべてを PostgreSQL に移し、同じことを確かめます", "carry everything to PostgreSQL"),
    usage="goen move-to URL [options]",
    files=Text(
        "移し先：postgres://ユーザー:パスワード@ホスト:ポート/名前（空のデータベース）",
        "the target: postgres://user:password@host:port/name (an empty database)",
    ),
    operand="URL",
    examples=("goen move-to postgres://goen:secret@db.example.jp:5432/goen --home shop/",),
    groups=(Group(_OPTIONS, (HOME, LANG, HELP)),),
)

DOCTOR = Command(
    name="doctor",
    help=Text(
        "すべてが正常かを調べ、することを言います", "look whether all is well and say what to do"
    ),
    usage="goen doctor [options]",
    examples=("goen doctor", "goen doctor --home shop/"),
    groups=(Group(_OPTIONS, (HOME, LANG, HELP)),),
)

RESET_SECOND_FACTOR = Command(
    name="reset-second-factor",
    help=Text(
        "電話をなくした人の2段階のログインを外します",
        "forget the second factor of somebody whose telephone is lost",
    ),
    usage="goen reset-second-factor EMAIL [options]",
    files=Text("その人のメールアドレス", "that person's e-mail"),
    operand="EMAIL",
    examples=("goen reset-second-factor aoi@example.jp --home shop/",),
    groups=(Group(_OPTIONS, (HOME, LANG, HELP)),),
)

SHOP = (SERVE, INIT, BACKUP, RESTORE, MOVE_TO, DOCTOR, RESET_SECOND_FACTOR)
