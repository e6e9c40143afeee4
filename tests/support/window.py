"""What tests of the window say again and again: a form shown, the complaint at its field, the texts of a column."""


def shown(form, name):
    return form.fields[name]._error.text()


def fresh(qtbot, form):
    qtbot.addWidget(form)
    form.show()
    return form


def texts(table, column):
    model = table.model
    return [model.data(model.index(place, column)) for place in range(model.rowCount())]
