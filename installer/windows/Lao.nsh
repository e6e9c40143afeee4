; The Lao texts of the installer's pages (1108); NSIS brings none. Words by translations/GLOSSARY.md.

!insertmacro LANGFILE "Lao" "Lao" "ລາວ" "Lao"

!ifdef MUI_WELCOMEPAGE
  ${LangFileString} MUI_TEXT_WELCOME_INFO_TITLE "ຕິດຕັ້ງ $(^NameDA)"
  ${LangFileString} MUI_TEXT_WELCOME_INFO_TEXT "CoopBooks ແມ່ນໂປຣແກຣມເຮັດບັນຊີຂອງສະຫະກອນ.$\r$\n$\r$\nຖ້າ CoopBooks ເປີດຢູ່, ປິດກ່ອນ. ການຕິດຕັ້ງບໍ່ແຕະຕ້ອງປຶ້ມຂອງທ່ານ.$\r$\n$\r$\n$_CLICK"
!endif

!ifdef MUI_DIRECTORYPAGE
  ${LangFileString} MUI_TEXT_DIRECTORY_TITLE "ເລືອກບ່ອນຕິດຕັ້ງ"
  ${LangFileString} MUI_TEXT_DIRECTORY_SUBTITLE "ເລືອກໂຟນເດີທີ່ຈະຕິດຕັ້ງ $(^NameDA)."
!endif

!ifdef MUI_INSTFILESPAGE
  ${LangFileString} MUI_TEXT_INSTALLING_TITLE "ກຳລັງຕິດຕັ້ງ"
  ${LangFileString} MUI_TEXT_INSTALLING_SUBTITLE "ລໍຖ້າການຕິດຕັ້ງ $(^NameDA)."
  ${LangFileString} MUI_TEXT_FINISH_TITLE "ຕິດຕັ້ງສຳເລັດແລ້ວ"
  ${LangFileString} MUI_TEXT_FINISH_SUBTITLE "ຕິດຕັ້ງຄົບຖ້ວນແລ້ວ."
  ${LangFileString} MUI_TEXT_ABORT_TITLE "ຢຸດການຕິດຕັ້ງແລ້ວ"
  ${LangFileString} MUI_TEXT_ABORT_SUBTITLE "ຕິດຕັ້ງບໍ່ສຳເລັດ."
!endif

!ifdef MUI_UNINSTFILESPAGE
  ${LangFileString} MUI_UNTEXT_UNINSTALLING_TITLE "ກຳລັງຖອນ"
  ${LangFileString} MUI_UNTEXT_UNINSTALLING_SUBTITLE "ລໍຖ້າການຖອນ $(^NameDA)."
  ${LangFileString} MUI_UNTEXT_FINISH_TITLE "ຖອນສຳເລັດແລ້ວ"
  ${LangFileString} MUI_UNTEXT_FINISH_SUBTITLE "ຖອນຄົບຖ້ວນແລ້ວ. ປຶ້ມຂອງທ່ານຍັງຢູ່ບ່ອນເກົ່າ."
  ${LangFileString} MUI_UNTEXT_ABORT_TITLE "ຢຸດການຖອນແລ້ວ"
  ${LangFileString} MUI_UNTEXT_ABORT_SUBTITLE "ຖອນບໍ່ສຳເລັດ."
!endif

!ifdef MUI_FINISHPAGE
  ${LangFileString} MUI_TEXT_FINISH_INFO_TITLE "ຕິດຕັ້ງ $(^NameDA) ສຳເລັດແລ້ວ"
  ${LangFileString} MUI_TEXT_FINISH_INFO_TEXT "$(^NameDA) ຕິດຕັ້ງໃສ່ຄອມພິວເຕີຂອງທ່ານແລ້ວ.$\r$\n$\r$\nກົດ ປິດ ເພື່ອອອກ."
  ${LangFileString} MUI_TEXT_FINISH_INFO_REBOOT "ຕ້ອງເປີດເຄື່ອງໃໝ່ເພື່ອໃຫ້ການຕິດຕັ້ງ $(^NameDA) ຄົບຖ້ວນ. ເປີດເຄື່ອງໃໝ່ດຽວນີ້ບໍ?"
  ${LangFileString} MUI_TEXT_FINISH_REBOOTNOW "ເປີດເຄື່ອງໃໝ່ດຽວນີ້"
  ${LangFileString} MUI_TEXT_FINISH_REBOOTLATER "ຈະເປີດເຄື່ອງໃໝ່ພາຍຫຼັງ"
  ${LangFileString} MUI_TEXT_FINISH_RUN "ເປີດ $(^NameDA) (&R)"
  ${LangFileString} MUI_TEXT_FINISH_SHOWREADME "ອ່ານຄຳອະທິບາຍ (&S)"
  ${LangFileString} MUI_BUTTONTEXT_FINISH "ປິດ (&F)"
!endif

!ifdef MUI_UNCONFIRMPAGE
  ${LangFileString} MUI_UNTEXT_CONFIRM_TITLE "ຖອນ $(^NameDA)"
  ${LangFileString} MUI_UNTEXT_CONFIRM_SUBTITLE "ລົບ $(^NameDA) ອອກຈາກຄອມພິວເຕີຂອງທ່ານ."
!endif

!ifdef MUI_ABORTWARNING
  ${LangFileString} MUI_TEXT_ABORTWARNING "ແນ່ໃຈບໍວ່າຈະຢຸດການຕິດຕັ້ງ $(^Name)?"
!endif

!ifdef MUI_UNABORTWARNING
  ${LangFileString} MUI_UNTEXT_ABORTWARNING "ແນ່ໃຈບໍວ່າຈະຢຸດການຖອນ $(^Name)?"
!endif
