; The installer, compiled by installer/windows/build.py, which defines what is written ${IN_CAPITALS} without being
; defined here, and writes files.nsh beside its other work: the macros InstallFiles and RemoveFiles.
;
; Per user, without an administrator. Exit codes of the installer and the uninstaller, for `/S` in scripts:
;   0 done · 1 broken off by the user · 2 a file could not be written · 3 the program is running
;   4 a newer version is installed · 5 Windows is too old or not 64-bit · 6 the former version could not be removed
; Every refusal (3, 4, 5, 6) comes before anything is changed, but 6: it leaves what the former uninstaller left.

Unicode true
Target ${TARGET}
RequestExecutionLevel user
!ifdef QUICK ; for trials: five seconds instead of eighty, and twice the size
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
ManifestDPIAware true
CRCCheck force

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include Sections.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include x64.nsh
!include "${FILES}"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${KEY}"
!define FILE_TYPE "${KEY}.Ledger"
!define OLDEST_BUILD 17763 ; Windows 10 1809, the oldest that Qt supports

!define RUNNING 3
!define NEWER 4
!define UNSUITABLE 5
!define NOT_REMOVED 6

Name "${NAME}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${KEY}"
; Where it stands already, an upgrade goes there too.
InstallDirRegKey HKCU "${UNINSTALL_KEY}" InstallLocation
BrandingText "${NAME} ${VERSION}"
!ifdef SIGN ; a command that signs the file named after it
  !finalize '${SIGN} "%1"' = 0
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

VIProductVersion "${VERSION_NUMBERS}"
VIAddVersionKey /LANG=2052 ProductName "${NAME}"
VIAddVersionKey /LANG=2052 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=2052 FileDescription "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 FileVersion "${VERSION}"
VIAddVersionKey /LANG=2052 CompanyName "${PUBLISHER}"
VIAddVersionKey /LANG=2052 LegalCopyright "MIT"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
; NSIS's own text speaks of system files and a restart, of which there are none here.
!define MUI_WELCOMEPAGE_TEXT "将把${NAME} ${VERSION} 装到您本人的用户名下，不需要管理员。$\r$\n$\r$\n\
已装有旧版的，先关闭程序；装完即是新版，台账、单据和设置都不变。$\r$\n$\r$\n点“下一步”继续。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW}.exe"
!define MUI_FINISHPAGE_RUN_TEXT "打开${NAME}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE SimpChinese

; Ends with a code of its own; with a window, says why first.
!macro Refuse CODE SENTENCE
  MessageBox MB_ICONSTOP|MB_OK "${SENTENCE}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; Windows lets nobody open a running program for writing: no list of processes is needed, and it holds for every
; session of this user. Opened to append, a program that is not running stays as it is.
!macro RefuseWhileRunning FILE
  ${If} ${FileExists} "$INSTDIR\${FILE}"
    ${Do}
      ClearErrors
      FileOpen $0 "$INSTDIR\${FILE}" a
      ${IfNot} ${Errors}
        FileClose $0
        ${Break}
      ${EndIf}
      ${If} ${Cmd} `MessageBox MB_ICONEXCLAMATION|MB_RETRYCANCEL "${NAME}（${FILE}）正在运行。请先关闭它，再点“重试”。" \
        /SD IDCANCEL IDCANCEL`
        SetErrorLevel ${RUNNING}
        Quit
      ${EndIf}
    ${Loop}
  ${EndIf}
!macroend

; Explorer shows the new icon and file type without signing in again.
!macro TellExplorer
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)"
!macroend

Section "${NAME}" SectionProgram
  SectionIn RO
  ; Here and not at the start, since only now the folder is known for certain.
  !insertmacro RefuseWhileRunning ${WINDOW}.exe
  !insertmacro RefuseWhileRunning ${CONSOLE}.exe
  ; The former version removes what it brought, by its own list, so that nothing stale stays. It leaves settings and
  ; ledgers alone. `_?=` makes it work in place, so that we wait for it; it then cannot remove itself.
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    ClearErrors
    ExecWait '"$INSTDIR\uninstall.exe" /S _?=$INSTDIR' $0
    ${If} ${Errors}
    ${OrIf} $0 <> 0
      !insertmacro Refuse ${NOT_REMOVED} "旧版本没有卸载干净（代码 $0）。请关闭占用“$INSTDIR”中文件的程序后再试。"
    ${EndIf}
  ${EndIf}

  !insertmacro InstallFiles
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateDirectory "$SMPROGRAMS\${NAME}"
  CreateShortCut "$SMPROGRAMS\${NAME}\${NAME}.lnk" "$INSTDIR\${WINDOW}.exe"
  ; A console in which the command is found; the user's PATH is left as it is.
  CreateShortCut "$SMPROGRAMS\${NAME}\${NAME}命令行.lnk" "$SYSDIR\cmd.exe" \
    '/k "set PATH=$INSTDIR;%PATH%&& ${CONSOLE} --help"' "$INSTDIR\${CONSOLE}.exe"

  WriteRegStr HKCU "Software\Classes\${FILE_TYPE}" "" "${NAME}台账"
  WriteRegStr HKCU "Software\Classes\${FILE_TYPE}\DefaultIcon" "" "$INSTDIR\${WINDOW}.exe,0"
  WriteRegStr HKCU "Software\Classes\${FILE_TYPE}\shell\open\command" "" '"$INSTDIR\${WINDOW}.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\${SUFFIX}" "" "${FILE_TYPE}"
  WriteRegStr HKCU "Software\Classes\${SUFFIX}\OpenWithProgids" "${FILE_TYPE}" ""

  WriteRegStr HKCU "${UNINSTALL_KEY}" DisplayName "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" DisplayVersion "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" DisplayIcon "$INSTDIR\${WINDOW}.exe,0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" Publisher "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" InstallLocation "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" UninstallString '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" EstimatedSize ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" NoModify 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" NoRepair 1
  !insertmacro TellExplorer
SectionEnd

; Chosen in the window, not with /S: ten desktops are not to have a link that nobody asked for.
Section /o "桌面快捷方式" SectionDesktop
  CreateShortCut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${WINDOW}.exe"
SectionEnd

LangString SECTION_PROGRAM 2052 "程序、开始菜单快捷方式，以及双击打开 ${SUFFIX} 台账文件。"
LangString SECTION_DESKTOP 2052 "在桌面上放一个快捷方式。"
!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${SectionProgram} $(SECTION_PROGRAM)
  !insertmacro MUI_DESCRIPTION_TEXT ${SectionDesktop} $(SECTION_DESKTOP)
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro Refuse ${UNSUITABLE} "${NAME}需要 64 位的 Windows 10（1809 版）或更新的系统。"
  ${EndIf}
  ReadRegStr $1 HKCU "${UNINSTALL_KEY}" DisplayVersion
  ${VersionCompare} "$1" "${VERSION}" $0
  ${If} $1 != ""
  ${AndIf} $0 == 1
    !insertmacro Refuse ${NEWER} \
      "已安装较新的版本 $1，本安装程序的版本是 ${VERSION}。没有作任何改动；如确要装回旧版，请先卸载。"
  ${EndIf}
  ; The former version takes its link along; who had one keeps it.
  ${If} ${FileExists} "$DESKTOP\${NAME}.lnk"
    !insertmacro SelectSection ${SectionDesktop}
  ${EndIf}
FunctionEnd

; By the list of what was installed: a file that a user put into the folder stays, and so do ledgers and settings,
; which stand in the user's documents and registry.
Section "Uninstall"
  !insertmacro RefuseWhileRunning ${WINDOW}.exe
  !insertmacro RefuseWhileRunning ${CONSOLE}.exe
  SetOutPath "$TEMP" ; nobody can remove the folder that he stands in
  !insertmacro RemoveFiles
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"

  Delete "$DESKTOP\${NAME}.lnk"
  Delete "$SMPROGRAMS\${NAME}\${NAME}.lnk"
  Delete "$SMPROGRAMS\${NAME}\${NAME}命令行.lnk"
  RMDir "$SMPROGRAMS\${NAME}"

  DeleteRegKey HKCU "Software\Classes\${FILE_TYPE}"
  DeleteRegValue HKCU "Software\Classes\${SUFFIX}\OpenWithProgids" "${FILE_TYPE}"
  DeleteRegKey /ifempty HKCU "Software\Classes\${SUFFIX}\OpenWithProgids"
  ReadRegStr $0 HKCU "Software\Classes\${SUFFIX}" ""
  ${If} $0 == "${FILE_TYPE}" ; not where the user gave the suffix to another program since
    DeleteRegValue HKCU "Software\Classes\${SUFFIX}" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "Software\Classes\${SUFFIX}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  !insertmacro TellExplorer
SectionEnd
